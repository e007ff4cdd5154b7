//! Templates: `{name}` in a text stands for a value.

/// Puts values in place of `{name}`; a name with no value stays as it is.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => text.push_str(value),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// Whether a template holds a name.
#[must_use]
pub fn holds(template: &str, name: &str) -> bool {
    template.split('{').skip(1).any(|rest| rest.split_once('}').is_some_and(|(found, _)| found == name))
}

#[cfg(test)]
mod tests {
    use super::{fill, holds};

    #[test]
    fn placeholders_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("{a} and {b}, {a}", &[("a", "{b}"), ("b", "2")]), "{b} and 2, {b}");
        assert_eq!(fill("a { b", &[]), "a { b");
        assert_eq!(fill("{x}", &[]), "{x}");
    }

    #[test]
    fn a_name_is_found_whole() {
        assert!(holds("by {margin} yuan", "margin"));
        assert!(!holds("margin {margins} {left}", "margin"));
    }
}
