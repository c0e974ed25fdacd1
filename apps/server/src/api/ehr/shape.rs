//! Records as JSON: lists or objects of values, told apart by how they begin.
//!
//! PERF: a receipt has a thousand values; trying one kind after another, as serde does by itself, makes the text of an error for
//! each kind that it is not, and took an eighth of the time of a request.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{RecordIn, Value};

impl<'de> Deserialize<'de> for RecordIn {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OfRecord)
    }
}

struct OfRecord;

impl<'de> Visitor<'de> for OfRecord {
    type Value = RecordIn;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<RecordIn, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = values.next_element()? {
            all.push(value);
        }
        Ok(RecordIn::List(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<RecordIn, A::Error> {
        let mut all = BTreeMap::new();
        while let Some((name, value)) = values.next_entry()? {
            all.insert(name, value);
        }
        Ok(RecordIn::Named(all))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OfValue)
    }
}

struct OfValue;

impl Visitor<'_> for OfValue {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("null, a whole number or a text")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Blank(()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::Number).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
}
