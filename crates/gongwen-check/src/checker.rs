//! The check of one text by all rules that are on.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use gongwen_formula::Extractor;
use gongwen_lexicon::Date;
use gongwen_text::{Reading, Structure};

use crate::data::{DataRules, RuleFileError};
use crate::dated;
use crate::enumerations::Enumerations;
use crate::finding::Finding;
use crate::fragments::SEGMENTER;
use crate::idioms::Idioms;
use crate::labels::Labels;
use crate::places::Sought;
use crate::recitals::Recitals;
use crate::rule::RuleInfo;
use crate::rules::{GROUPS, occasions};
use crate::selection::Selection;
use crate::sink::Sink;
use crate::slips::Slips;
use crate::text::{Look, Text};
use crate::verbs::Verbs;
use crate::wordings::Wordings;

/// How a checker is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which rules are on.
    pub selection: Selection,
    /// The date under which the text is judged where it has none of its own.
    pub date: Option<Date>,
    /// Further rule files, as their names and texts.
    pub rule_files: Vec<(String, String)>,
}

/// Checks texts. Made once, used for any number of texts and from any number of threads.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use gongwen_check::{Checker, Options};
/// use gongwen_formula::Extractor;
/// use gongwen_lexicon::Lexicon;
///
/// let extractor = Extractor::new(Arc::new(Lexicon::builtin()))?;
/// let checker = Checker::new(&extractor, Options::default())?;
/// let findings = checker.check("落实责任体系、制度体系、监督体系“四个体系”。", None);
/// assert_eq!(findings[0].rule.id, "count-formula-expansion");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Checker<'e> {
    extractor: &'e Extractor,
    options: Options,
    data: DataRules,
    /// What the rules look for.
    sought: Sought,
    verbs: Verbs,
    idioms: Idioms,
    labels: Labels,
    enumerations: Enumerations,
    wordings: Wordings,
    /// All rules, by id.
    all: Vec<Arc<RuleInfo>>,
    /// Those that are on.
    on: HashMap<String, Arc<RuleInfo>>,
}

impl<'e> Checker<'e> {
    /// Makes a checker with the built-in rules and those of `options`, whose examples are tried.
    ///
    /// # Errors
    ///
    /// When a rule file cannot be read, or a rule of it does not hold against its own examples: which, which rule, and what
    /// would be right.
    pub fn new(extractor: &'e Extractor, options: Options) -> Result<Self, RuleFileError> {
        let (mut data, infos) = DataRules::of(&options.rule_files, extractor.lexicon())?;
        let seeks = GROUPS.iter().flat_map(|group| group.seeks).copied().flatten().copied();
        let sought = Sought::of(
            seeks.chain(dated::seeks()).chain(occasions::seeks()).chain(data.needs()),
            data.words(),
        );
        data.settle(&sought);
        let coded = GROUPS.iter().flat_map(|group| group.rules).map(crate::rule::Coded::info);
        let mut all: Vec<Arc<RuleInfo>> = infos.into_iter().chain(coded).map(Arc::new).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(twice) = all.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(RuleFileError {
                file: "rules".to_owned(),
                id: Some(twice[0].id.clone()),
                problem: "this id is given twice; give the rule an id of its own".to_owned(),
            });
        }
        let on = all.iter().filter(|rule| options.selection.has(rule));
        let on = on.map(|rule| (rule.id.clone(), Arc::clone(rule))).collect();
        let (verbs, idioms, labels, enumerations, wordings) =
            <(Verbs, Idioms, Labels, Enumerations, Wordings)>::default();
        let checker =
            Self { extractor, options, data, sought, verbs, idioms, labels, enumerations, wordings, all, on };
        checker.try_examples()?;
        Ok(checker)
    }

    /// Tries the rules of the user on their examples.
    fn try_examples(&self) -> Result<(), RuleFileError> {
        for (file, id, days) in self.data.own() {
            let Some(rule) = self.all.iter().find(|rule| rule.id == id) else { continue };
            let alone = HashMap::from([(id.to_owned(), Arc::clone(rule))]);
            let finds =
                |text: &String| days.iter().any(|&day| !self.findings(text, day, &[], &alone).is_empty());
            let missed = rule.bad.iter().find(|text| !finds(text));
            let flagged = rule.good.iter().find(|text| finds(text));
            let problem = match (missed, flagged) {
                (Some(text), _) => {
                    format!("does not find its own bad example “{text}”; mend the rule or the example")
                }
                (None, Some(text)) => {
                    format!("flags its own good example “{text}”; mend the rule or the example")
                }
                (None, None) => continue,
            };
            return Err(RuleFileError { file: file.to_owned(), id: Some(id.to_owned()), problem });
        }
        Ok(())
    }

    /// Returns all rules, by id, whether on or not.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &RuleInfo> {
        self.all.iter().map(Arc::as_ref)
    }

    /// Returns the rule with this id.
    pub fn rule(&self, id: &str) -> Option<&RuleInfo> {
        self.rules().find(|rule| rule.id == id)
    }

    /// Returns the findings of a text by place; `date` is the day it bears.
    ///
    /// Cost: `O(bytes)`, a few looks at each of them, and little for each rule that is on.
    pub fn check(&self, source: &str, date: Option<Date>) -> Vec<Finding> {
        self.check_with_looks(source, date, &[])
    }

    /// As [`Checker::check`], for a document of which is known how its paragraphs look.
    pub fn check_with_looks(&self, source: &str, date: Option<Date>, looks: &[Look]) -> Vec<Finding> {
        let mut findings = self.findings(source, self.options.date.or(date), looks, &self.on);
        findings.retain(|finding| finding.severity >= self.options.selection.min_severity);
        findings.sort_by(|a, b| {
            (a.span.start, a.span.end, &a.rule.id).cmp(&(b.span.start, b.span.end, &b.rule.id))
        });
        findings.dedup_by(|later, first| later.span == first.span && later.rule.id == first.rule.id);
        findings
    }

    /// Returns what the rules `on` find, in no order.
    fn findings(
        &self,
        source: &str,
        date: Option<Date>,
        looks: &[Look],
        on: &HashMap<String, Arc<RuleInfo>>,
    ) -> Vec<Finding> {
        let reading = Reading::of(source);
        let hits = self.extractor.extract(&reading);
        let structure = Structure::of(reading.as_str());
        let places = self.sought.find(reading.as_str());
        let borne = date.or_else(|| dated::borne(reading.as_str(), &structure));
        let date = date.or_else(|| dated::not_before(reading.as_str(), &structure, &places));
        let text = Text {
            structure,
            places,
            hits: &hits,
            lexicon: self.extractor.lexicon(),
            verbs: &self.verbs,
            idioms: &self.idioms,
            labels: &self.labels,
            enumerations: &self.enumerations,
            wordings: &self.wordings,
            date,
            borne,
            fragments: OnceCell::new(),
            looks,
            reading: &reading,
        };
        let mut sink = Sink::new(on);
        self.data.run(&text, &mut sink);
        for group in GROUPS {
            if group.rules.iter().any(|rule| sink.wants(rule.id)) {
                (group.run)(&text, &mut sink);
            }
        }
        sink.into_findings()
    }

    /// Collects the words and wordings that slips may be meant for, which the first document would else do: some ten
    /// milliseconds that another thread can spend. Later calls do nothing.
    pub fn prepare(&self) {
        let lexicon = self.extractor.lexicon();
        self.idioms.index(&SEGMENTER, lexicon);
        self.wordings.index(lexicon);
        Slips::shared();
        Recitals::shared();
        self.enumerations.prepare(lexicon);
    }
}

impl fmt::Debug for Checker<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker")
            .field("on", &self.on.len())
            .field("rules", &self.all.len())
            .finish_non_exhaustive()
    }
}
