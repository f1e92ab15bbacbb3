//! The rules that are code, one file a root cause.

mod count;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[count::GROUP];
