//! The verb `density`: how dense documents and their sections are with formulas and their kin.

use gongwen_corpus::{DensityRow, Device, Ordinal, Section, Total, density_table};
use gongwen_formula::{Class, parallels};
use gongwen_ingest::Document;
use gongwen_text::{Reading, Span, Structure};

use crate::{Counted, Engine, Error, Inputs};

/// What a row of densities is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DensityBy {
    /// A document.
    #[default]
    Document,
    /// What stands under a heading of the highest level that the document has.
    Section,
}

impl DensityBy {
    /// Returns the name that provenance has.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Section => "section",
        }
    }
}

impl Engine {
    /// Counts formulas, slogans, parallelisms, phrases, titles and idioms in 1,000 characters of each document or section.
    ///
    /// The table is the same to the byte for any number of threads. `progress` is called after each file.
    ///
    /// # Errors
    ///
    /// When the table cannot be made; unreadable files are part of the result.
    pub fn density(
        &self,
        inputs: &Inputs,
        by: DensityBy,
        total: Total,
        progress: &(dyn Fn() + Sync),
    ) -> Result<Counted, Error> {
        let (rows, account) = self.count(
            inputs,
            progress,
            Vec::new,
            |rows, ordinal, document| {
                self.density_rows(ordinal, document, by, rows);
                None
            },
            |rows, other| rows.extend(other),
        );
        let mut provenance = self.provenance().parameter("by", by.as_str());
        provenance.corpus_hash = Some(account.corpus_hash());
        Ok(account.with(density_table(rows, total, provenance)?))
    }

    fn density_rows(&self, ordinal: Ordinal, document: &Document, by: DensityBy, rows: &mut Vec<DensityRow>) {
        let reading = Reading::of(document.text.as_str());
        let text = reading.as_str();
        let row = |span: Span, section: Option<Section>| DensityRow {
            ordinal,
            doc: document.id.clone(),
            date: document.metadata.date.clone(),
            section,
            characters: span.slice(text).chars().count() as u64,
            ..DensityRow::default()
        };
        let first = rows.len();
        let mut starts = vec![0];
        match by {
            DensityBy::Document => rows.push(row(Span::new(0, text.len()), None)),
            DensityBy::Section => {
                let structure = Structure::of(text);
                let sections = structure.sections(text);
                starts = sections.iter().map(|section| section.span.start).collect();
                rows.extend(sections.iter().enumerate().map(|(number, section)| {
                    let place = reading.to_source(section.span).start;
                    let heading = section.heading.map_or("", |heading| heading.span.slice(text));
                    let section_row = Section {
                        number: number as u64,
                        heading: heading.replace('\n', ""),
                        line: document.text.line_index().position(place).line as u64,
                    };
                    row(section.span, Some(section_row))
                }));
            }
        }
        let hits = self
            .extractor()
            .extract(&reading)
            .into_iter()
            .filter_map(|hit| Some((device(hit.class)?, reading.from_source(hit.span).start)));
        let parallels = parallels(text).into_iter().map(|span| (Device::Parallelism, span.start));
        for (device, at) in hits.chain(parallels) {
            let section = starts.partition_point(|&start| start <= at).saturating_sub(1);
            rows[first + section].counts[device as usize] += 1;
        }
    }
}

fn device(class: Class) -> Option<Device> {
    match class {
        Class::NumeralFormula => Some(Device::Formula),
        Class::FixedPhrase => Some(Device::Phrase),
        Class::Slogan => Some(Device::Slogan),
        Class::Title => Some(Device::Title),
        Class::Idiom => Some(Device::Idiom),
        Class::Counted => None,
    }
}
