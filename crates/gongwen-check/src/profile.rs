//! Sets of rules for a kind of text.

/// What kind of text is checked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Profile {
    /// Official documents (公文): everything but the rules of the press.
    #[default]
    Gongwen,
    /// Speeches and work reports: without the rules for the parts of a document.
    Speech,
    /// Copy for newspapers and agencies: with the lists of the press.
    Press,
    /// Raw recognised text: damage only.
    OcrRaw,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gongwen, Self::Speech, Self::Press, Self::OcrRaw];

    /// Returns the name used in options: `gongwen`, `speech`, `press`, `ocr-raw`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gongwen => "gongwen",
            Self::Speech => "speech",
            Self::Press => "press",
            Self::OcrRaw => "ocr-raw",
        }
    }

    /// Says whether rules of the family are on.
    pub(crate) fn has(self, family: &str) -> bool {
        match self {
            Self::Gongwen => family != "press",
            Self::Speech => !matches!(family, "press" | "doctype" | "cite" | "gbt9704"),
            Self::Press => true,
            Self::OcrRaw => matches!(family, "clean" | "ocr" | "punct" | "quote"),
        }
    }
}
