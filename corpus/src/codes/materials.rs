//! Materials (特定器材).

super::codes! {
    (super::procedures::ALL.len() + super::drugs::ALL.len()) as u16;
    DIALYZER 710010929 "ダイアライザー（１ａ型）";
    STENT 710010026 "冠動脈用ステントセット（再狭窄抑制型）";
    KNEE_PART 710010267 "人工膝関節用材（大腿骨側材・全置換用（間）・特殊型）";
    BONE_PLATE 710010123 "固定用内副子（プレート）（その他・標準・ストレート型・異形型）";
    BONE_CEMENT 736410000 "骨セメント（人工関節固定用）";
    HEART_PUMP 710010016 "補助人工心臓セット（体外型・成人）";
}
