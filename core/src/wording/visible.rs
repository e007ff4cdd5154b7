//! Text of others in a message: what would steer a terminal, hide or reorder is written out.

use std::fmt::{self, Write};

/// Whether a character moves, hides or reorders what stands around it instead of showing something.
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Shows a text with every hidden character as an escape, `\u{1b}`.
#[derive(Clone, Copy, Debug)]
pub struct Visible<'t>(pub &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                hidden if is_hidden(hidden) => write!(f, "\\u{{{:x}}}", u32::from(hidden))?,
                shown => f.write_char(shown)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Visible;

    #[test]
    fn what_steers_hides_or_reorders_is_written_out_and_all_else_stands() {
        let cases = [
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("\u{9b}31m\u{7f}\0", "\\u{9b}31m\\u{7f}\\u{0}"),
            ("\u{202e}\u{2066}\u{200b}\u{feff}", "\\u{202e}\\u{2066}\\u{200b}\\u{feff}"),
            ("最低生活保障 é \"x\" \\ …", "最低生活保障 é \"x\" \\ …"),
        ];
        for (text, shown) in cases {
            assert_eq!(Visible(text).to_string(), shown);
        }
    }
}
