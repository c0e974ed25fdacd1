//! Diseases (傷病名) and their modifiers (修飾語).

macro_rules! diseases {
    ($($name:ident $number:literal $ja:literal;)*) => {
        $(
            #[doc = $ja]
            pub(crate) const $name: u32 = $number;
        )*

        /// Number and Japanese name.
        #[cfg(test)]
        pub(crate) const ALL: &[(u32, &str)] = &[$(($number, $ja),)*];
    };
}

diseases! {
    ESSENTIAL_HYPERTENSION 8840107 "本態性高血圧症";
    DIABETES_2 2500015 "２型糖尿病";
    DYSLIPIDEMIA 8844446 "脂質異常症";
    HYPERURICEMIA 7906015 "高尿酸血症";
    ASTHMA 4939008 "気管支喘息";
    COPD 8840399 "慢性閉塞性肺疾患";
    REFLUX 5301002 "逆流性食道炎";
    CHRONIC_GASTRITIS 5351003 "慢性胃炎";
    CONSTIPATION 8840042 "便秘症";
    ANGINA 4139007 "狭心症";
    ATRIAL_FIBRILLATION 4273006 "心房細動";
    HEART_FAILURE 4289018 "慢性心不全";
    CONGESTIVE_FAILURE 8830796 "うっ血性心不全";
    STROKE 8838708 "脳梗塞";
    STROKE_SEQUELAE 4389014 "脳梗塞後遺症";
    ALZHEIMER 8842549 "アルツハイマー型認知症";
    PARKINSON 8843952 "パーキンソン病Ｙａｈｒ３";
    EPILEPSY 3459001 "てんかん";
    MIGRAINE 3469004 "片頭痛";
    INSOMNIA 8839792 "不眠症";
    DEPRESSION 2961003 "うつ病";
    ANXIETY 3000010 "不安神経症";
    SCHIZOPHRENIA 8841702 "統合失調症";
    HYPOTHYROIDISM 8833504 "甲状腺機能低下症";
    OSTEOPOROSIS 7330006 "骨粗鬆症";
    KNEE_OSTEOARTHRITIS 7153018 "変形性膝関節症";
    LUMBAR_SPONDYLOSIS 7213016 "変形性腰椎症";
    BACK_PAIN 8840829 "腰痛症";
    NECK_SPONDYLOSIS 7210015 "頚椎症";
    FROZEN_SHOULDER 7262008 "肩関節周囲炎";
    RHEUMATOID 8842106 "関節リウマチ";
    NEUROPATHY 8840255 "末梢神経障害";
    COLD 4659007 "急性上気道炎";
    PHARYNGITIS 8832280 "急性咽頭炎";
    TONSILLITIS 4639021 "急性扁桃炎";
    BRONCHITIS 4660009 "急性気管支炎";
    INFLUENZA_A 8842080 "インフルエンザＡ型";
    COVID 8850104 "ＣＯＶＩＤ－１９";
    STREP_INFECTION 410002 "溶連菌感染症";
    PNEUMONIA 4860030 "肺炎";
    ASPIRATION_PNEUMONIA 5070003 "誤嚥性肺炎";
    GASTROENTERITIS 90001 "感染性胃腸炎";
    ACUTE_GASTRITIS 5350004 "急性胃炎";
    CYSTITIS 5950005 "急性膀胱炎";
    PYELONEPHRITIS 5901002 "急性腎盂腎炎";
    OTITIS_MEDIA 3829027 "急性中耳炎";
    OTITIS_EXTERNA 3801004 "外耳炎";
    EARWAX 8842184 "耳垢栓塞";
    ALLERGIC_RHINITIS 4779004 "アレルギー性鼻炎";
    HAY_FEVER 4779016 "季節性アレルギー性鼻炎";
    SINUSITIS 4619004 "急性副鼻腔炎";
    CHRONIC_SINUSITIS 4739014 "慢性副鼻腔炎";
    ALLERGIC_CONJUNCTIVITIS 3721002 "アレルギー性結膜炎";
    CONJUNCTIVITIS 3723001 "結膜炎";
    DRY_EYE 8842163 "ドライアイ";
    CATARACT 3669004 "白内障";
    OPEN_ANGLE_GLAUCOMA 8831041 "開放隅角緑内障";
    ECZEMA 6923002 "湿疹";
    ATOPIC_DERMATITIS 6918002 "アトピー性皮膚炎";
    XEROTIC_ECZEMA 8842624 "皮脂欠乏性湿疹";
    URTICARIA 8841304 "じんま疹";
    ATHLETES_FOOT 8836770 "足白癬";
    NAIL_FUNGUS 8837847 "爪白癬";
    WART 781015 "尋常性疣贅";
    CONTUSION 9249021 "打撲傷";
    CUT 8798030 "切創";
    ANKLE_SPRAIN 8450012 "足関節捻挫";
    FEMUR_FRACTURE 8208009 "大腿骨頚部骨折";
    PROSTATE_HYPERPLASIA 8836591 "前立腺肥大症";
    PROSTATE_CANCER 1859003 "前立腺癌";
    UTERINE_FIBROID 2189004 "子宮筋腫";
    MENSTRUAL_PAIN 8833259 "月経困難症";
    CERVICAL_CANCER 1809004 "子宮頚癌";
    BREAST_CANCER 1749008 "乳癌";
    GASTRIC_CANCER 1519006 "胃癌";
    COLON_CANCER 1539004 "大腸癌";
    LUNG_CANCER 1629006 "肺癌";
    LIVER_CANCER 1550004 "肝癌";
    KIDNEY_FAILURE 8842116 "末期腎不全";
    KIDNEY_DONOR 8835576 "腎移植ドナー";
    RENAL_ANEMIA 2858001 "腎性貧血";
    IRON_DEFICIENCY 2809009 "鉄欠乏性貧血";
    LIVER_DYSFUNCTION 5738002 "肝機能障害";
    HEPATITIS_C 703025 "Ｃ型慢性肝炎";
    GALLSTONES 8837075 "多発胆石症";
    CHOLECYSTITIS 8832408 "急性胆のう炎";
    APPENDICITIS 5409005 "急性虫垂炎";
    HERNIA 8836802 "鼡径ヘルニア";
    COLON_POLYP 2113008 "大腸ポリープ";
    OVERACTIVE_BLADDER 8843031 "過活動膀胱";
    HEADACHE 7840024 "頭痛";
    VERTIGO 8840549 "めまい症";
    DEHYDRATION 8837433 "脱水症";
    CHRONIC_RESPIRATORY_FAILURE 7991007 "慢性呼吸不全";
    HAND_FOOT_MOUTH 743002 "手足口病";
    PRETERM_LABOR 6441002 "切迫早産";
    ACUTE_INFARCTION 8832376 "急性心筋梗塞";
    CHECKUP 9999701 "健康診断";
}

/// の疑い.
pub(crate) const SUSPECTED: u16 = 8002;
/// 右.
pub(crate) const RIGHT: u16 = 2056;
/// 左.
pub(crate) const LEFT: u16 = 2049;
/// 両.
pub(crate) const BOTH: u16 = 2057;
/// 急性.
pub(crate) const ACUTE: u16 = 4012;
/// 手.
pub(crate) const HAND: u16 = 1045;
/// 下腿.
pub(crate) const LOWER_LEG: u16 = 1006;

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

    #[test]
    fn every_disease_is_in_the_starter_masters_under_its_name() {
        let masters = masters::Masters::starter();
        let day = model::Date::new(2025, 6, 2).unwrap();
        for &(number, name) in super::ALL {
            let row = masters.disease(model::DiseaseCode(number), day).row();
            assert_eq!(row.map(|r| r.name()), Some(name), "{number}");
        }
    }
}
