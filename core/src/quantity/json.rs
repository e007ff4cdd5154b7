//! JSON as text, written in order and without blanks: straight from what is there, with nothing in between. The core of the
//! widget is built without serde_json, and this serves it too.

use std::fmt::Write;

use rust_decimal::{Decimal, RoundingStrategy};

/// A JSON text under way. What is written is separated from what stands before it in the same list or object.
#[derive(Debug, Default)]
pub struct Json {
    text: String,
}

impl Json {
    /// An empty text with room.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes) }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    /// Every value ends in another byte than these.
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }

    /// `{…}`
    pub fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.separate();
        self.text.push('{');
        fill(self);
        self.text.push('}');
    }

    /// `[…]`
    pub fn list(&mut self, fill: impl FnOnce(&mut Self)) {
        self.separate();
        self.text.push('[');
        fill(self);
        self.text.push(']');
    }

    /// The key of the value that is written next.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.text.push(':');
        self
    }

    /// What is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.separate();
        self.text.push_str(json);
    }

    /// `null`, `true`, `false`
    pub fn truth(&mut self, truth: Option<bool>) {
        self.raw(match truth {
            None => "null",
            Some(true) => "true",
            Some(false) => "false",
        });
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.joined(&[text]);
    }

    /// A string, or `null`.
    pub fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.truth(None),
        }
    }

    /// A string in several pieces.
    pub fn joined(&mut self, pieces: &[&str]) {
        self.separate();
        self.text.push('"');
        for piece in pieces {
            self.escaped(piece);
        }
        self.text.push('"');
    }

    fn escaped(&mut self, text: &str) {
        const HEX: [char; 16] =
            ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        if !text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
            self.text.push_str(text);
            return;
        }
        for character in text.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                '\0'..='\u{1f}' => {
                    self.text.push_str("\\u00");
                    let code = u32::from(character) as usize;
                    self.text.extend([code >> 4, code & 15].iter().filter_map(|digit| HEX.get(*digit)));
                }
                shown => self.text.push(shown),
            }
        }
    }

    /// A sum rounded to fen, half up, as a string.
    pub fn fen(&mut self, value: Decimal) {
        let mut rounded = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(2);
        self.separate();
        self.text.push('"');
        let mantissa = rounded.mantissa();
        if mantissa < 0 {
            self.text.push('-');
        }
        // Writing into a text cannot fail.
        let _ = match u64::try_from(mantissa.unsigned_abs()) {
            Ok(fen) => write!(self.text, "{}.{:02}", fen / 100, fen % 100),
            Err(_) => write!(self.text, "{}", rounded.abs()),
        };
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Json;

    #[test]
    fn values_are_separated_and_strings_escaped() {
        let mut json = Json::default();
        json.object(|o| {
            o.key("a").text("x\"\\\n\u{1}\u{8}é");
            o.key("b").list(|l| {
                l.truth(None);
                l.truth(Some(true));
                l.object(|_| {});
                l.list(|_| {});
                l.joined(&["members.", "a", ".wage"]);
            });
            o.key("c").raw("1");
        });
        assert_eq!(json.finish(), r#"{"a":"x\"\\\n\u0001\bé","b":[null,true,{},[],"members.a.wage"],"c":1}"#);
    }

    #[test]
    fn sums_are_written_to_the_fen() {
        for (value, written) in [
            ("0", "0.00"),
            ("-0.001", "0.00"),
            ("0.005", "0.01"),
            ("-0.005", "-0.01"),
            ("1", "1.00"),
            ("12.3", "12.30"),
            ("1040.999", "1041.00"),
            ("-123456.78", "-123456.78"),
            ("1000000000000", "1000000000000.00"),
            ("184467440737095516.15", "184467440737095516.15"),
            ("184467440737095516.16", "184467440737095516.16"),
            ("79228162514264337593.54395", "79228162514264337593.54"),
        ] {
            let mut json = Json::default();
            json.fen(value.parse::<Decimal>().unwrap());
            assert_eq!(json.finish(), format!("\"{written}\""));
        }
    }
}
