//! The lexicon that comes with the program, opened from the image that the build script compiled.

use crate::file::LexiconFile;
use crate::image::Image;
use crate::lexicon::Lexicon;

static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.image"));

fn image() -> Image {
    Image::open(IMAGE).expect("the build script of this crate wrote the image")
}

impl Lexicon {
    /// Returns the lexicons that come with the program, merged.
    ///
    /// They were parsed and checked when the program was built. Cost: a few words an entry; entries are read when they
    /// are first asked for.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_lexicon::Lexicon;
    /// let lexicon = Lexicon::builtin();
    /// let formula = lexicon.formula(lexicon.formula_by_label("四个意识")[0]).unwrap();
    /// assert_eq!(formula.verbs.prefer, ["增强"]);
    /// ```
    pub fn builtin() -> Self {
        image().lexicon
    }
}

impl LexiconFile {
    /// Returns the lexicon files that come with the program, sorted by path: what further files are merged over.
    ///
    /// Cost: reads all entries.
    pub fn builtin() -> Vec<Self> {
        image().into_files()
    }
}
