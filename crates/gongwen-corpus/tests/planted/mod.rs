//! Official-sounding text that nobody wrote, with copies planted in it: whole, half, reordered, renamed, one paragraph.

use std::fmt::Write;

/// A generated document.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// Its date.
    pub date: String,
    /// Its text.
    pub text: String,
    /// Documents of one family have text in common.
    pub family: usize,
    /// The number of the document that it was made from, and how.
    pub origin: Option<(usize, Planted)>,
}

/// How a copy departs from its original.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Planted {
    /// Nothing but its layout is changed.
    Whole,
    /// Half of its paragraphs, among as many new ones.
    Half,
    /// Its paragraphs in another order.
    Reordered,
    /// The name of the place is another one.
    Renamed,
    /// One paragraph among new ones.
    Paragraph,
}

impl Planted {
    /// All ways.
    pub const ALL: [Self; 5] = [Self::Whole, Self::Half, Self::Reordered, Self::Renamed, Self::Paragraph];
}

const MANNERS: &[&str] = &[
    "切实",
    "扎实",
    "统筹",
    "深入",
    "持续",
    "着力",
    "全面",
    "大力",
    "有序",
    "加快",
    "稳步",
    "坚决",
    "积极",
    "认真",
    "严格",
    "精准",
    "主动",
    "不断",
    "进一步",
    "常态化",
    "高质量",
    "系统",
    "协同",
    "分类",
    "逐步",
    "及时",
    "广泛",
    "牢牢",
    "聚焦",
    "从严",
];
const VERBS: &[&str] = &[
    "推进", "落实", "完善", "健全", "强化", "抓好", "优化", "提升", "构建", "深化", "开展", "实施", "加强",
    "整治", "培育", "拓展", "巩固", "夯实", "压实", "规范", "推广", "盘活", "改造", "建设", "支持", "引导",
    "保障", "防范", "化解", "督促", "梳理", "对接", "打造", "激发", "畅通", "补齐", "织密", "守牢", "抓紧",
    "做实",
];
const PLACES: &[&str] = &[
    "云岭市",
    "石棠县",
    "双泉镇",
    "南坞区",
    "青弋县",
    "望川市",
    "林岚区",
    "白渡镇",
    "松鹤县",
    "临溪市",
    "北塬区",
    "东陂镇",
    "长汀湾",
    "金牛岗",
    "玉泉街道",
    "凤栖乡",
    "柳林县",
    "沙洲区",
    "高桥镇",
    "梅山市",
];
const HEADS: &[&str] = &[
    "基层", "农村", "社区", "园区", "企业", "重点", "传统", "特色", "公共", "民生", "数字", "绿色", "红色",
    "文旅", "水利", "交通", "教育", "医疗", "养老", "托育", "财政", "金融", "土地", "林业", "河湖", "大气",
    "耕地", "粮食", "畜牧", "食品", "消防", "校园", "网络", "档案", "信访", "法治", "党员", "干部", "青年",
    "妇女",
];
const TAILS: &[&str] = &[
    "治理体系",
    "服务中心",
    "产业链条",
    "安全防线",
    "工作机制",
    "责任清单",
    "示范项目",
    "人才队伍",
    "基础设施",
    "营商环境",
    "改革试点",
    "监管平台",
    "阵地建设",
    "帮扶政策",
    "风险隐患",
    "资源要素",
    "应急预案",
    "考核办法",
    "品牌活动",
    "创新能力",
    "物流网络",
    "灌溉工程",
    "惠民实事",
    "矛盾纠纷",
    "集体经济",
    "技能培训",
    "志愿服务",
    "文化活动",
    "督导检查",
    "问题台账",
    "数据共享",
    "审批流程",
    "质量标准",
    "宣传教育",
    "先进典型",
    "作风建设",
    "资金使用",
    "项目储备",
    "管护制度",
    "联防联控",
];
/// What every office writes.
const STOCK: &[&str] = &[
    "各级各部门要提高政治站位，充分认识做好这项工作的重大意义，切实增强责任感和紧迫感。",
    "现将有关事项通知如下，请结合本地本单位实际，认真抓好贯彻落实，确保各项部署落到实处。",
    "主要负责同志要亲自研究、亲自部署、亲自督办，一级抓一级，层层传导压力，级级落实责任。",
    "对工作不力、推诿扯皮、造成严重后果的单位和个人，要依规依纪依法严肃追究责任，绝不姑息。",
];

/// Chance that repeats (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn of<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }
}

/// A document as its paragraphs, `@` standing for the name of its place.
type Paragraphs = Vec<String>;

fn clause(chance: &mut Chance, text: &mut String) {
    let [manner, verb] = [chance.of(MANNERS), chance.of(VERBS)];
    let [head, tail] = [chance.of(HEADS), chance.of(TAILS)];
    match chance.below(6) {
        0 => write!(text, "{manner}{verb}@{head}{tail}"),
        1 => write!(text, "{verb}{head}{tail}{}项", 2 + chance.below(900)),
        _ => write!(text, "{manner}{verb}{head}{tail}"),
    }
    .expect("a string takes everything");
}

fn paragraph(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..3 + chance.below(3) {
        let clauses = 2 + chance.below(3);
        for at in 0..clauses {
            clause(chance, &mut text);
            text.push(if at + 1 == clauses { '。' } else { '，' });
        }
    }
    text
}

fn fresh(chance: &mut Chance, paragraphs: usize) -> Paragraphs {
    (0..paragraphs).map(|_| paragraph(chance)).collect()
}

fn text(paragraphs: &Paragraphs, place: &str, chance: &mut Chance) -> String {
    let mut text = format!("{place}{}工作方案\n", chance.of(HEADS));
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at == 1 || at == 3 {
            let _ = writeln!(text, "{}", chance.of(STOCK));
        }
        let _ = writeln!(text, "　　{}", paragraph.replace('@', place));
    }
    text
}

/// Makes `count` documents; of those, `copies` in a hundred are copies of one before, each way equally often. About 900 characters each.
pub fn documents(count: usize, copies: usize, seed: u64) -> Vec<Made> {
    let mut chance = Chance(seed);
    let mut made: Vec<Made> = Vec::with_capacity(count);
    let mut sources: Vec<(usize, Paragraphs, &str)> = Vec::new();
    for at in 0..count {
        // Months of 28 days, so that dates rise.
        let day = at * 3360 / count.max(1);
        let date = format!("{}-{:02}-{:02}", 2016 + day / 336, 1 + day % 336 / 28, 1 + day % 28);
        let name = format!("{at:06}.txt");
        let place = chance.of(PLACES);
        if sources.is_empty() || chance.below(100) >= copies {
            let paragraphs = fresh(&mut chance, 6 + chance_of(at));
            let text = text(&paragraphs, place, &mut chance);
            made.push(Made { name, date, text, family: at, origin: None });
            sources.push((at, paragraphs, place));
            continue;
        }
        let way = Planted::ALL[chance.below(Planted::ALL.len())];
        let source = chance.below(sources.len());
        let (origin, paragraphs, old_place) = sources[source].clone();
        let (paragraphs, place) = match way {
            Planted::Whole => (paragraphs, old_place),
            Planted::Renamed => (paragraphs, PLACES[(chance.below(19) + 1 + index(old_place)) % 20]),
            Planted::Reordered => {
                let turn = 1 + chance.below(paragraphs.len() - 1);
                let turned: Paragraphs =
                    paragraphs[turn..].iter().rev().chain(&paragraphs[..turn]).cloned().collect();
                (turned, old_place)
            }
            Planted::Half => {
                let mut half = fresh(&mut chance, paragraphs.len() / 2);
                half.extend_from_slice(&paragraphs[paragraphs.len() / 2..]);
                (half, place)
            }
            Planted::Paragraph => {
                let mut new = fresh(&mut chance, 7);
                new[4] = paragraphs[chance.below(paragraphs.len())].clone();
                (new, place)
            }
        };
        let mut text = if way == Planted::Whole {
            let original = &made[origin].text;
            original.replace('，', ",").replace("　　", "  ").replace('\n', "\r\n\r\n")
        } else {
            text(&paragraphs, place, &mut chance)
        };
        text.push_str(chance.of(&["", "\n", "\r\n"]));
        made.push(Made { name, date, text, family: origin, origin: Some((origin, way)) });
    }
    made
}

fn chance_of(at: usize) -> usize {
    at * 31 % 5
}

fn index(place: &str) -> usize {
    PLACES.iter().position(|&other| other == place).unwrap_or_default()
}
