"""Chinese and Vietnamese family names, and the older spellings of one syllable (Wade-Giles, Cantonese, Hokkien)."""

from openbitmap.names.tables.listing import listed

COMPOUND_SURNAMES = listed(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 夏侯 慕容 皇甫 令狐 尉迟 公孙 端木 南宫 东方",
)

EAST_ASIAN_SURNAMES = listed(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang",
    "xiao cai ouyang zeng qiu deng feng han peng cao yu dong pan yuan jiang du ye cheng wei su lu lyu lv ding ren",
    "shen yao jia xia fu fang zou xiong bai meng qin yan xue hou lei long duan hao kong shao shi mao wan gu lai",
    "kang gong qian tan fan yin shi wen yue ge qi niu lee wong chan cheung chang ng lau leung ho cheng kwok tsai",
    "hsu hsieh kim park choi nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong ly dinh trinh doan",
    "truong mai cao luong chou",
)

ROMANISATIONS: tuple[str, ...] = (
    "zhang chang cheung",
    "wang wong",
    "li lee",
    "liu lau liew",
    "chen chan tan",
    "huang wong hwang",
    "zhao chao chiu",
    "wu ng goh",
    "zhou chou chow chau",
    "xu hsu hui",
    "lin lam lim",
    "guo kuo kwok",
    "zheng cheng cheang",
    "xie hsieh tse",
    "cai tsai choi chua",
    "zhu chu",
    "jiang chiang keung",
    "mao mau",
    "deng teng tang",
    "zeng tseng tsang",
    "he ho",
    "liang leung",
    "lu lv lyu lue loo",
    "ye yeh yip",
    "luo lo law",
    "qian chien chin",
    "jianguo chienkuo",
    "zedong tsetung",
    "enlai",
    "xiaoping hsiaoping",
    "jieshi kaishek",
    "yixian yatsen",
    "jinping chinping",
    "zhongshan chungshan",
)
