//! The packed form of the model: how the build script writes the built-in entries and the library reads them back.
//!
//! Fields stand one after the other in the order given at the end of this file, without names: numbers of seven bits a
//! byte, strings and lists with their length first, a closed set as the position in it. Both sides are this one file, so
//! that no version is needed. It is our own and not serde's: what serde writes of the model is for readers of JSON, who
//! get no places.

use crate::closed::{Basis, Confidence, Kind, Level, NameKind, Order, Status};
use crate::date::Date;
use crate::file::{ContentHash, LexiconFile};
use crate::lexicon::EntryId;
use crate::matcher::{Form, Matcher, Semantics, Target};
use crate::model::{
    Chain, Dated, Example, Formula, Gloss, Item, Link, Name, Phrase, Place, Verbs, WrongForm,
};

/// A value that is written by the build script and read by the library.
pub(crate) trait Pack: Sized {
    /// Appends the value to `out`.
    fn put(&self, out: &mut Vec<u8>);

    /// Takes the value from the beginning of `from`, or returns `None` when it does not stand there.
    fn take(from: &mut &[u8]) -> Option<Self>;
}

/// Returns one value as bytes.
pub(crate) fn packed<T: Pack>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.put(&mut out);
    out
}

/// Takes `count` bytes from the beginning of `from`.
pub(crate) fn take_bytes<'b>(from: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = from.split_at_checked(count)?;
    *from = rest;
    Some(taken)
}

/// A byte stands for itself, so that a list of bytes is its length and they.
impl Pack for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        take_bytes(from, 1).map(|byte| byte[0])
    }
}

impl Pack for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0_u32;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = u8::take(from)?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Pack for String {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let length = u32::take(from)? as usize;
        std::str::from_utf8(take_bytes(from, length)?).ok().map(str::to_owned)
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let length = u32::take(from)?;
        (0..length).map(|_| T::take(from)).collect()
    }
}

impl<T: Pack> Pack for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(None),
            1 => T::take(from).map(Some),
            _ => None,
        }
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

/// Values that are written as another type: to it, and back from it.
macro_rules! packed_as {
    ($($type:ty as $written:ty: $to:expr, $back:expr;)+) => {
        $(impl Pack for $type {
            fn put(&self, out: &mut Vec<u8>) {
                let written: $written = $to(self);
                written.put(out);
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                $back(<$written>::take(from)?)
            }
        })+
    };
}

packed_as! {
    u16 as u32: |number: &u16| u32::from(*number), |number| u16::try_from(number).ok();
    bool as u32: |flag: &bool| u32::from(*flag), |number| (number < 2).then_some(number == 1);
    ContentHash as String: |hash: &ContentHash| hash.0.clone(), |digits| Some(ContentHash(digits));
    EntryId as u32: |id: &EntryId| id.0, |number| Some(EntryId(number));
}

/// Closed sets, each value written as its position in the set.
macro_rules! packed_sets {
    ($($set:ident),+) => {
        packed_as! { $($set as u32: |value: &$set| *value as u32, |at| $set::ALL.get(at as usize).copied();)+ }
    };
}

packed_sets!(Basis, Confidence, Form, Kind, Level, NameKind, Order, Semantics, Status);

/// Structs, field by field.
macro_rules! packed_structs {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Pack for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.put(out);)+
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Pack::take(from)?),+ })
            }
        })+
    };
}

packed_structs! {
    Place { line, column }
    Date { year, month, day }
    Dated { date, event, basis, source }
    Item { text, valid_from, valid_to }
    Verbs { prefer, accept, avoid }
    WrongForm { form, right, note, place }
    Gloss { en, zh }
    Example { text, hit, place }
    Formula {
        id, label, sense, context, kind, level, domain, variants, items, slots, order, verbs, wrong, not_in, status,
        superseded_by, first, gloss, confidence, examples, source, note, place,
    }
    Phrase {
        id, text, variants, class, level, domain, status, wrong, not_in, first, gloss, confidence, examples, source,
        note, place,
    }
    Name {
        id, full, short, kind, level, wrong, not_in, valid_from, valid_to, superseded_by, first, gloss, confidence,
        examples, source, note, place,
    }
    Chain { id, links, order, confidence, source, note, place }
    Link { verb, formula, place }
    LexiconFile {
        file, name, version, license, date, source, note, formulas, phrases, names, chains, disable, hash,
        disable_places, short,
    }
    Target { entry, form, nth, refuted, has_further }
    Matcher { strings, semantics, targets, further, contexts }
}
