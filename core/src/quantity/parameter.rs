//! A parameter's value, as documents and regions write it.

use crate::quantity::{
    DocumentError, Tree,
    error::Path,
    number::{Limits, parts, range},
};
use crate::rulebook::{Parameter, ParameterType, ParameterValue};

/// How many times another parameter, as regions write it.
///
/// # Errors
/// Where it is no number or range from 0.
#[cfg(feature = "author")]
pub fn factor(tree: &Tree, path: &Path<'_>) -> Result<crate::domain::Range, DocumentError> {
    range(tree, Limits::SHARE, None, path)
}

/// A parameter's value as documents and regions write it.
///
/// # Errors
/// Where it is not of the parameter's type.
pub fn setting(parameter: &Parameter, tree: &Tree, path: &Path<'_>) -> Result<ParameterValue, DocumentError> {
    if matches!(parts(tree, path)?, Some(p) if p.declined) {
        return Err(path.error(tree, "a value, {\"min\", \"max\"}, or null for unknown"));
    }
    let limits = match &parameter.kind {
        ParameterType::Truth => {
            return match tree {
                Tree::Truth(truth) => Ok(ParameterValue::Truth((*truth).into())),
                _ => Err(path.error(tree, "true, false, or null for unknown")),
            };
        }
        ParameterType::Choice(options) => {
            let bit = |tree: &Tree, at: &Path<'_>| {
                match tree {
                    Tree::Text(text) => options.iter().position(|o| o == text).map(|i| 1u64 << i),
                    _ => None,
                }
                .ok_or_else(|| at.no_option(tree, options))
            };
            return match parts(tree, path)?.and_then(|p| p.one_of) {
                Some(items) => {
                    let mut bits = 0;
                    for item in items {
                        bits |= bit(item, path)?;
                    }
                    Ok(ParameterValue::Choice(bits))
                }
                None => Ok(ParameterValue::Choice(bit(tree, path)?)),
            };
        }
        ParameterType::Flow(per) => {
            return Ok(ParameterValue::Number(range(tree, Limits::MONEY, Some(*per), path)?));
        }
        ParameterType::Stock | ParameterType::Area => Limits::MONEY,
        ParameterType::Share => Limits::SHARE,
        ParameterType::Count | ParameterType::Years => Limits::whole(0, None),
    };
    Ok(ParameterValue::Number(range(tree, limits, None, path)?))
}
