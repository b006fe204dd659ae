"""The words by which personal names are told from ordinary words.

Surnames: the most frequent ones of the name reports of China's Ministry of Public Security, and of the
Hundred Family Surnames, without the characters that are words of many sentences (和 有 同 时 应 …).
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚"
    "文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂柴焦柳邢岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜路詹关"
    "苗凌费纪靳盛童欧甄项曲游裴席卫查屈鲍覃霍翁隋甘薄包柏宁柯阮桂闵丛华冉辜吉饶阙符窦戚滕米池喻冼巫卓骆麦"
    "储娄晏臧岑瞿桑敖仇宫褚佟闫楚晋栾冷蒲匡慕仝郁钮沐阳苟蒙竺逯缪鞠巩匙缑幸仲佘蔺邬郎劉陳楊趙黃吳孫馬羅鄭"
    "謝韓馮蕭許鄧呂蘇盧蔣賈葉閻餘鐘鍾譚鄒陸蘭顏嚴溫魯韋畢聶齊龍萬錢湯賀賴龔龐張"
)
"""Single-character surnames, in both scripts where they differ."""

COMPOUND_SURNAMES = words_of(
    """
    欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 轩辕 端木 南宫 独孤 西门 东郭
    拓跋 呼延 淳于 闻人 钟离 濮阳 申屠 太史 公冶 宗政 仲孙 鲜于 闾丘 赫连 澹台 万俟 百里 歐陽 司馬 諸葛 東方
    尉遲 公孫 長孫 軒轅 南宮 獨孤 西門 鍾離 濮陽 赫連 澹臺
    """
)
"""Surnames of two characters."""

NOT_A_NAME = words_of(
    """
    马上 马路 马桶 马力 马达 马虎 张贴 张开 张口 张罗 高度 高层 高速 高压 高级 高空 高温 高端 高于 高价 高峰
    高兴 高铁 高楼 方面 方案 方便 方式 方法 方向 方才 方可 常常 常规 常用 常见 常年 常识 许诺 许多 许可 任何
    任意 任务 任职 任凭 任性 周边 周末 周围 周期 周到 周一 周二 周三 周四 周五 周六 周日 周转 包括 包含 毛病
    毛坯 毛巾 金额 金地 金茂 金属 金融 金钱 万科 万元 万一 万达 万分 万般 白天 白色 白蚁 白白 石材 石膏 石头
    石板 石油 安排 安装 安全 安保 安静 安徽 安置 安心 安抚 安防 安慰 江边 江苏 江西 江南 江北 温度 温水 温泉
    温馨 路灯 路面 路边 路口 路上 路过 路人 施工 严重 严格 严肃 严禁 项目 管理 管道 管家 管线 管子 管网 管路
    管控 管委 季度 季节 平时 花园 钱款 钱财 查看 查询 查明 查找 查实 查验 游泳 游戏 牛奶 程度 程序 武汉 武警
    龙头 龙湖 龙岗 黄色 黄金 黄昏 黄梅 孙子 孙女 蓝色 林地 林木 左右 左边 左侧 洪水 汤水 盛大 钟点 钟头 贺卡
    祝您 祝愿 祝福 祝好 梁柱 梁体 席位 段时 段落 焦急 焦虑 曲折 储藏 幸好 幸亏 幸福 申请 申诉 申报 申明 冷水
    冷气 冷风 冷漠 冷热 辛苦 沙发 红色 曾经 曾多 于是 于此 于今 于昨 于前 于上 于本 于当 于每 叶子 田地 田园
    夏天 夏季 夏日 秦皇 史上 顾客 顾问 顾及 侯着 龙卷 雷电 雷雨 雷声 易燃 易于 易发 乔迁 文件 文明 文字 文书
    文化 文本 兰花 殷切 陶瓷 陶粒 颜色 章程 关于 关系 关闭 关注 关心 关键 关机 关门 关上 关掉 关窗 关怀 关联
    关爱 鲁莽 单元 柴油 向来 甘肃 谷歌 费用 费力 费时 费劲 纪念 纪律 盛夏 童年 童车 游客 屈指 卫生 卫浴 卫视
    卫士 宁波 宁夏 宁静 宁可 宁愿 桂花 桂林 华为 华润 华侨 华丽 强制 强烈 强行 欧式 欧美 梅雨 古老 池塘 卓越
    麦田 米色 米数 水管 章鱼 余下 余额 余款 余地 余生 陆续 陆地 康复 常州 苏州 杭州 郑州 徐州 广州 温州 兰州
    柳州 洛阳 贵阳 洪山 石家 唐山 黄山 汪洋 谢谢 谢您 谢意 何时 何地 何况 何种 何处 何必 何以 何物 何为 何人
    何在 何苦 何不 梁上 宋体 唐突 夏令 丁字 丁点 杜绝 姜黄 范围 范本 范畴 石灰 石英 龙骨 陈旧 陈述 陈列 陈诉
    叶片 胡乱 胡说 胡同 黄土 朱红 高尔 林荫 林下 罗列 罗马 周全 周密 沈阳 韩国 韩式 唐朝 曾有 曾在 曾向 曾与
    曾被 曾说 曾因 彭州 苏打 戴上 戴着 任由 方米 方块 方正 方形 方位 方知 方能 方圆 文员 成都 安顿 安定 安家
    安检 尤其 毕竟 毕业 左转 舒适 舒服 路况 路段 符合 符号 阳台 阳光 阳性 阳面 尚未 尚可 蒙受 蒙混 商家 商场
    商品 商业 商铺 商量 卓著 时候 时间 严寒 温差 华东 江滨 齐全 齐备 常理 常态 易碎 易损 武断 岳父 岳母 金碧
    牛皮 谷物 金鱼 辛勤 仇恨 冷静 冷淡 冷库 冷冻 冷凝 凌晨 凌乱 凌空 楚楚 郁闷 练习 向着 白漆 白墙 白灰 白酒
    白费 白交 白跑 白纸 白板 白条 毛刺 毛边 毛重 史诗 陆家 万象 万能 黎明 庄园 庄重 庞大 施救 施压 施暴 施肥
    """
)
"""Ordinary words (and places and firms) that begin with a surname's character."""

NOT_GIVEN = frozenset(
    "不与么也了什从他们但住你到去及吗吧呢哪啊因在太她"
    "它就已很怎您我或打把投是来某没的着称等给被要说跟过还这那都"
)
"""Characters that don't begin a given name, and that end one where more text follows."""

AFTER_A_NAME = words_of(
    """
    买了 买房 买的
    电话 手机 微信 今年 现在 家住 家在 反映 反应 投诉 业主 身份 先生 女士 小姐 太太 师傅 经理 主管 主任 阿姨
    老师 和我 告诉 答应 承诺 表示 联系 接待 负责 处理 回复 上门 态度 帮忙 昨天 今天 明天 上周 客服 管家 同志
    邮箱 地址 于昨 于今 于上 一直 一家 以及 同我 和他 和她 和李 和王 和张 编号 房号
    """
)
"""Words that begin right after a name."""

GIVEN_LIKE_WORDS = words_of(
    """
    建设 建国 国庆 和平 解放 安全 文明 卫生 光明 向前 长江 长城 东方 立春 春天 阳光 平安 国家 建华 青春 永远
    明天 晴天 海洋 黎明 自强 健康 幸福 如意 友谊 友好 学习 志愿 保安 水管 家园
    """
)
"""Given names that are ordinary words too: hidden with the surname only."""

ENGLISH_NAME_WORDS = words_of(
    """
    will mark may rose bill grant hope faith grace joy art jack rob sue pat drew dean frank ray rich chase
    page price young long king white black brown green gray grey day summer autumn april june august sunny
    crystal lane wood woods hill field park church rice cook baker bush banks bank love case cash cross
    early power best major stone house home wall walls waters rivers west east north south english french
    street bridge ford singer taylor hand little small short good new old the and for was you his her
    """
)
"""English words that are names too: hidden as part of the full name or after a title only."""

NOT_ENGLISH_NAMES = words_of(
    """
    a about above all already also always am an and another any are as at attached available back be because
    been before being below broken but by call called can clearly correct customer did do does due during
    each either email else every for from get getting given going gone has have having he her here him his
    how i if in incorrect incorrectly inside into is it its just listed me misspelled missing mistaken more
    my never new no none nor not now of off office on only or other our out over owner please property put
    removed same see service she should since so some spelled spelt still such team tenant than that the
    their them then there these they this those through to too under unit until up upon used us very was we
    were what when where which while who why will with without wrong yes you your thank thanks dear hello hi
    today yesterday tomorrow phone manager management department support agent representative person someone
    nobody anyone street road avenue first second last left right
    """
)
"""Words that aren't a name even after "my name is" or a title."""

TITLES = (
    "先生",
    "女士",
    "小姐",
    "太太",
    "师傅",
    "阿姨",
    "叔叔",
    "大爷",
    "大妈",
    "大姐",
    "大哥",
    "同志",
    "夫人",
)
"""What a person is called by after the name."""

POSTS = ("经理", "主管", "主任", "工程师", "老师", "队长", "班长", "总监", "管家", "律师", "医生")
"""What a person is called by after the name at work; parts of other words too."""

MISTERS = words_of("mr mrs ms miss mx dr prof sir madam mister")
"""English titles."""
