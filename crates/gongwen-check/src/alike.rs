//! Characters that are taken for each other, by ear or by eye.

use std::sync::LazyLock;

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;

/// Characters in each group are taken for each other by eye.
const GROUPS: &str = "\
    己已巳 未末 样恙 撒散 侯候 竞竟兢 拨拔 栽裁载 燥躁噪澡 辨辩辫瓣 侥绕饶浇 愈逾喻 人入 日曰 土士 干于千 \
    治冶 折拆析 贷货 晴睛 栗粟 茶荼 州洲 戍戌戊 徒徙 崇祟 即既 免兔 拙绌 徇循 弛驰 肓盲 \
    暑署 摄慑蹑 赎牍 券卷 幕慕墓 博搏 坚竖 型形 肆肄 仓仑 沦论伦 扰优 抵低 帅师 厉历 陷馅 \
    籍藉 泠冷 刺剌 母毋 萧肃 睹赌堵 踪综 哀衰 幅辐 恳垦 晓骁 宣宜 恰洽 沾玷 炙灸 赅骇 \
    梁粱 蓬篷 篮蓝 诫戒 栽裁载戴 幕慕墓暮 沦论伦抡 遗遣 评抨 田由甲申 天夫无 大太犬 末来 力刀 儿几 刊刋 \
    王玉主 木本术 午牛 保堡褓 修倏 偏遍编 侵浸 奖浆桨 妨防访仿 官宫管菅 容溶熔 密蜜 巨臣 开升并 弃奔 弘泓 \
    张胀 徵微 快怏 怀坏环 怕伯 恒桓 恢灰 悟晤 惑或感 慎填 慢漫 扬杨场汤 抓爪 投设没 抢枪 护户 \
    担但 拉位 拓柘 招昭 拥佣 择释泽译 挥辉 捐损 捷睫 握屋 援缓暖 搭塔 摘滴 摸模漠膜 播插 撤撒澈彻 \
    攻功 敏每 斗抖 料科 旅旋族 明朋 易昜 春舂 暂哲 有肓 朗郎 杰木 枚枝 标柡 树村 栏拦 \
    格恪 桃挑逃 检捡险验脸 棒捧 森林 植值 概慨溉 榜傍 横黄 欠久 款疑 歧岐 残践线浅钱 段假 污汗 汲吸 \
    沉沈 泄世 泛乏 波披坡 注住驻柱 济挤 浓农 涌通 润闰 清请情晴 渊洲 滞带 满瞒 漏露 演寅 潜替 \
    灵录 焦集 熟热 物勿 牺栖 犯范 狠狼恨 献南 甘廿 男另 留溜 略洛 番翻 疏流 症证征 监临 \
    盛感 着看 督监 瞻赡 研妍 破坡 础楚 确角 磋蹉 社杜 票飘 离禽 种冲 秒妙 租祖组 积和 \
    称杯 移侈 稳隐 童重 算篡 粗组 累异 级极及 纪记 纯钝 纲钢 纳呐 纵丛 纷份 细田 织识职 \
    经轻径劲 结洁 给拾 绝色 继断 绩积责 维唯惟 美羔 群郡 翔详 聚骤 肉内 股殷 育肓 胜性 脱悦 \
    腐府 腾滕 船般航 艰限 芳劳 苏办 苦若 英央 茂戍 荐存 获荻 落洛 著着 蒙朦 蓄畜 薄簿 \
    虎虚 虑虚 虫中 补朴 表衣 裕浴 规视 览贤 解懈 警敬 讨付 训川 议仪义 记计 证征正 词司 \
    试式 诚城成 询旬 详祥 语悟 误娱 说悦脱 诸储 课裸 调凋 谈淡 谋煤 谐楷 谦歉 谨勤 贡责 \
    败贩 贪贫 购构沟 贯惯 资姿 赋贼 赏常 赛塞寨 赞替 赢嬴 足促 距拒 跃沃 踏塌 身射 轮沦论 \
    软砍 辅铺捕 辈非 输愉榆 违围 迟尺 退腿 适括 透秀 途徐 速束 逢峰锋蜂 逸免 遥摇 遵尊 避壁臂 \
    邮由 郊效 部陪 郭敦 配酝 酬洲 野墅 量景 针什 钻占 铁轶 铸寿 链连 锁销 错措 锻段缎煅 \
    键健 镇慎 闭闲 队从 阶价 阻组 际标 陆击 降隆 院完 除徐 陪倍培 隔融 障章 随隋 雷霍 \
    震振 霸坝 项顷 顾顿 领颁 频须 题提 额颔 饰饬 香杳 驱趋 骨胃 鲜详 麻磨 侧测厕 坊防 \
    辑缉 绪诸 赔陪 偿尝 账帐 泄泻 嫌谦 驶使 拘构 拟似 擅檀 捍悍 悼掉 惩征 惠惑 愤奋 \
    憾撼 懈蟹 抉决诀 拯整 撑掌 擎警 渎读 渲宣 溯朔塑 潮朝 澄橙 瀚翰 焕换 犹尤 狱岳 猖昌 \
    畔伴 瘾隐 矫娇 砥抵 硕颂 碍得 祛却 禀享 秉乘 竣峻 笃驾 筑巩 筹寿 箱厢 粹碎 纽扭 \
    绽绩 缀辍 缅湎 羁霸 翘翅 耗秏 耽枕 聘骋 肘时 胁协 胎抬 脐挤 膺鹰 舆与 萎委 蔓漫 \
    蕴温 虐虑 蜕脱 衅衃 袭龙 褒保 谍喋 豁害 贿赌 赂路 赃脏 踊涌 轨钒 辖瞎 迄讫 逮隶 \
    遏揭 遴鳞 酌的 酿酸 鉴监 钦砍 铭名 阂核 陋漏 霄宵 靡糜 韧刃 颖颍 飙标 驳骏 骇核 \
    鼎顶 住往 代伐 问间 今令 持待侍恃 账帐胀 延廷 建健 政改 成戌 报极 技枝 抗坑 拒柜 指诣 \
    授援 摧催 故敌 教救 斥斤 施旋 普晋 未来 校较 案桉 植殖值 欠次 步涉 歼奸 汗汙污 沟钩 \
    消销 渐惭 温湿 源原 激缴 灾灭 炼练 煤媒谋 燃然 状壮 珍诊 理埋 畅扬 益盖 盈盘 祖组租阻 \
    福副幅 秩铁 税悦锐 窜审 竭揭 端瑞 纠纹 纺纷 续读 缔蒂谛 置署 联朕 股般 育盲 脉派 舰航 \
    衔街 规现 触独 讯迅汛 诉拆 该核刻骇 诱秀 谊宜 赴扑 轨轧 达迭 迁千 迎仰 返反 迹亦 途徐涂 \
    遇偶 邀激 阅悦 附符 陆陈 雄推 颇坡 弧孤 象像 桔橘 盗盔 拉拢 拢垄 挖控 控空 掘崛 \
    崛倔 掩淹 揽览 搁阁 攀樊 斑班 枯估 栓拴 桩庄 棘辣 椎推 榷确 汇江 沧苍 浩皓 涣焕换唤 \
    淆清 湛堪 滥监 澜阑 灌罐 炬距 烛浊 煌惶 熏黑 犷旷 猎措 琐锁 瑕暇遐 璀催 甄瓶 畸崎 \
    疆僵 痕很 皆昔 盾循 睦陆 稽嵇 窒室 竿杆 筛师 簇族 籽仔 绎泽 绽定 缜慎 耕耘 聆铃 \
    肇擎 胆担 脊背 臃拥 茁拙 荟会 萃粹 觅觉 谋某 贻怡 赈振 蹈滔 躬恭 轫韧 辙撤澈 迥回 \
    迸拼 逊孙 逾渝 遴邻 酣甜 鉴签 锤捶 镌携 闯间 霾埋 鞠掬 骇骸 鼓豉";

/// For each character those that look like it.
static LOOKS: LazyLock<FxHashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut looks: FxHashMap<char, Vec<char>> = FxHashMap::default();
    for group in GROUPS.split(' ') {
        for a in group.chars() {
            looks.entry(a).or_default().extend(group.chars().filter(|&b| b != a));
        }
    }
    looks
});

/// The Han characters of the basic plane.
const HAN: std::ops::RangeInclusive<u16> = 0x4E00..=0x9FFF;

/// The syllables of the Han characters of the basic plane, as numbers, whatever the tone.
pub(crate) struct Sounds(Box<[u16]>);

impl Sounds {
    /// Cost: some 20,000 looks at a table, half a millisecond.
    pub(crate) fn new() -> Self {
        let mut numbers: FxHashMap<&str, u16> = FxHashMap::default();
        let sounds = HAN.map(|c| {
            let syllable = char::from_u32(u32::from(c)).and_then(syllable);
            syllable.map_or(0, |syllable| {
                let next = numbers.len() as u16 + 1;
                *numbers.entry(syllable).or_insert(next)
            })
        });
        Self(sounds.collect())
    }

    /// Returns the number of the syllable of a character of the basic plane; `None` where it has none.
    #[inline(always)]
    pub(crate) fn of(&self, c: u16) -> Option<u16> {
        self.0.get(usize::from(c.wrapping_sub(*HAN.start()))).copied().filter(|&sound| sound > 0)
    }
}

/// Returns the characters of the basic plane that look like one of it.
pub(crate) fn looks_of(c: u16) -> impl Iterator<Item = u16> {
    let c = char::from_u32(u32::from(c)).unwrap_or_default();
    LOOKS.get(&c).map_or(&[][..], Vec::as_slice).iter().map(|&look| look as u32 as u16)
}

/// Characters in each group are written either way.
const EITHER: &[&str] = &[
    "制智质",
    "勠戮",
    "材才",
    "辞词",
    "做作",
    "惟唯",
    "哪那",
    "他她它",
    "分份",
    "象像",
    "须需",
    "利力",
    "缩索",
];

/// Says whether one character may be written for another: they sound or look alike.
pub(crate) fn is_alike(is: char, should: char) -> bool {
    sounds_like(is, should) || LOOKS.get(&is).is_some_and(|looks| looks.contains(&should))
}

/// Says whether two characters have one syllable, whatever the tone; -n and -ng are told apart by few.
fn sounds_like(a: char, b: char) -> bool {
    syllable(a).is_some_and(|sound| Some(sound) == syllable(b))
}

/// Says whether both characters sound alike to those who tell neither z from zh nor n from l.
pub(crate) fn sounds_near(a: char, b: char) -> bool {
    let plain = |c| {
        let syllable = syllable(c)?;
        let rest = syllable.trim_start_matches(['z', 'c', 's', 'n', 'l']);
        let first = syllable.chars().next().map(|first| if first == 'n' { 'l' } else { first });
        let rest = if rest.len() < syllable.len() { rest.trim_start_matches('h') } else { rest };
        first.map(|first| (first, rest))
    };
    plain(a).is_some_and(|sound| Some(sound) == plain(b))
}

fn syllable(c: char) -> Option<&'static str> {
    c.to_pinyin().map(|sound| sound.plain().trim_end_matches('g'))
}

/// Says whether both characters are right in many words: 当家作主, 当家做主.
pub(crate) fn is_either(is: char, should: char) -> bool {
    EITHER.iter().any(|group| group.contains(is) && group.contains(should))
}
