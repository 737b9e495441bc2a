"""Rows that were recorded when fewer characters compared alike: they stay known by what they were recorded under.

The list of traditional characters is the one that was read then. It never changes: rows in the database hang on it.
"""

from collections.abc import Sequence
from dataclasses import replace

from deals.imports.entries import DealEntry, RowIdentity
from deals.imports.sheets.cells import fold_by_script
from deals.models import ImportedRow
from expo.models import Edition

PAIRS = """
萬万 與与 專专 業业 東东 絲丝 兩两 嚴严 個个 豐丰 臨临 為为 麗丽 舉举 義义 烏乌 樂乐 習习 鄉乡 書书 買买 亂乱
爭争 虧亏 雲云 亞亚 產产 億亿 僅仅 從从 倉仓 儀仪 價价 眾众 優优 會会 傘伞 偉伟 傳传 傷伤 倫伦 偽伪 體体 債债
傾倾 償偿 儲储 兒儿 黨党 蘭兰 關关 興兴 養养 內内 岡冈 冊册 寫写 軍军 農农 馮冯 沖冲 決决 凍冻 淨净 準准 涼凉
減减 湊凑 幾几 鳳凤 憑凭 凱凯 擊击 劃划 劉刘 則则 剛刚 創创 刪删 別别 製制 劑剂 劍剑 劇剧 勸劝 辦办 務务 動动
勵励 勁劲 勞劳 勢势 勝胜 勳勋 勻匀 區区 醫医 華华 協协 單单 賣卖 盧卢 衛卫 廠厂 廳厅 歷历 曆历 壓压 縣县 參参
雙双 發发 髮发 變变 葉叶 號号 嘆叹 後后 嚇吓 嗎吗 啟启 吳吴 員员 聽听 響响 喬乔 團团 園园 圍围 國国 圖图 圓圆
聖圣 場场 壞坏 塊块 堅坚 壇坛 壩坝 墜坠 壟垄 墾垦 執执 堯尧 報报 塗涂 塵尘 牆墙 壯壮 聲声 殼壳 壽寿 處处 備备
複复 復复 夠够 頭头 夾夹 奪夺 奮奋 獎奖 奧奥 婦妇 媽妈 孫孙 學学 寧宁 寶宝 實实 寵宠 審审 憲宪 宮宫 寬宽 賓宾
對对 尋寻 導导 將将 爾尔 嘗尝 層层 屬属 歲岁 豈岂 嶼屿 島岛 嶺岭 峽峡 崗岗 鞏巩 幣币 師师 帶带 幫帮 幹干 乾干
並并 廣广 莊庄 慶庆 廬庐 庫库 應应 廟庙 龐庞 廢废 開开 異异 棄弃 張张 彈弹 強强 歸归 當当 錄录 徹彻 徑径 禦御
憶忆 憂忧 懷怀 態态 總总 戀恋 懇恳 惡恶 恆恒 悅悦 懸悬 驚惊 愛爱 願愿 戲戏 戰战 戶户 撲扑 託托 擴扩 掃扫 揚扬
擾扰 撫抚 拋抛 搶抢 護护 擬拟 擁拥 擇择 掛挂 揮挥 損损 撿捡 換换 據据 捨舍 捲卷 掄抡 撥拨 搖摇 攜携 攝摄 擺摆
攤摊 撐撑 數数 敵敌 齋斋 鬥斗 斬斩 斷断 無无 舊旧 時时 曠旷 晝昼 顯显 晉晋 曬晒 曉晓 暈晕 暫暂 術术 機机 殺杀
雜杂 權权 條条 來来 楊杨 極极 構构 槍枪 楓枫 櫃柜 標标 棧栈 棟栋 欄栏 樹树 樣样 橋桥 樺桦 檔档 夢梦 檢检 樓楼
橫横 檯台 臺台 颱台 櫻樱 歐欧 歡欢 殘残 毀毁 畢毕 氣气 氫氢 漢汉 湯汤 溝沟 沒没 濾滤 滬沪 瀘泸 澤泽 潔洁 灑洒
澆浇 測测 濟济 渾浑 濃浓 濤涛 潤润 漲涨 漸渐 漁渔 滲渗 溫温 灣湾 濕湿 滿满 濱滨 灘滩 潛潜 瀾澜 瀏浏 滅灭 燈灯
靈灵 災灾 爐炉 點点 煉炼 爍烁 爛烂 煙烟 煩烦 燒烧 熱热 煥焕 燁烨 牽牵 犧牺 狀状 獨独 獅狮 獲获 獵猎 貓猫 獻献
瑪玛 環环 現现 璽玺 瓊琼 電电 畫画 暢畅 疊叠 療疗 癒愈 盜盗 鹽盐 監监 蓋盖 盤盘 著着 矚瞩 礦矿 碼码 磚砖 硯砚
礎础 確确 鹼碱 禮礼 禱祷 禍祸 離离 種种 積积 稱称 穩稳 穀谷 窮穷 竊窃 競竞 筆笔 簡简 築筑 籌筹 簽签 籤签 節节
範范 篩筛 籃篮 類类 糧粮 緊紧 糾纠 紅红 約约 級级 紀纪 純纯 綱纲 納纳 縱纵 紛纷 紙纸 紋纹 紡纺 線线 綫线 組组
細细 織织 終终 紹绍 經经 結结 給给 絡络 絕绝 統统 繡绣 繼继 績绩 緒绪 續续 維维 綿绵 綜综 綠绿 網网 緯纬 緣缘
編编 縮缩 纖纤 繪绘 繩绳 聯联 職职 聰聪 肅肃 腸肠 膚肤 腫肿 脹胀 膽胆 腦脑 臟脏 髒脏 艙舱 艦舰 艱艰 藝艺 蘇苏
蘋苹 薦荐 榮荣 藥药 蓮莲 瑩莹 營营 薩萨 蔣蒋 藍蓝 蕭萧 虛虚 蟲虫 雖虽 蝦虾 補补 襯衬 襲袭 裝装 見见 觀观 規规
視视 覽览 覺觉 觸触 譽誉 計计 訂订 認认 討讨 讓让 訓训 議议 訊讯 記记 講讲 許许 論论 設设 訪访 證证 評评 識识
訴诉 診诊 詞词 試试 詩诗 誠诚 話话 詢询 該该 詳详 語语 誤误 說说 請请 諸诸 課课 調调 談谈 謀谋 諧谐 謝谢 譜谱
貝贝 貞贞 負负 貢贡 財财 責责 賢贤 敗败 貨货 質质 販贩 貴贵 貸贷 貿贸 費费 賀贺 資资 賴赖 賽赛 贊赞 贈赠 贏赢
趙赵 趕赶 趨趋 躍跃 車车 軌轨 軒轩 轉转 輪轮 軟软 軸轴 輕轻 載载 輔辅 輛辆 輝辉 輸输 轄辖 辭辞 邊边 達达 遷迁
過过 邁迈 運运 還还 這这 進进 遠远 違违 連连 遲迟 適适 選选 遞递 邏逻 遺遗 鄧邓 鄭郑 鄰邻 釀酿 釋释 裡里 裏里
鑒鉴 鑑鉴 針针 釘钉 鈉钠 鋼钢 鑰钥 鈞钧 鐘钟 鍾钟 鈦钛 鈕钮 錢钱 鉅巨 鉆钻 鑽钻 鈺钰 鐵铁 鉛铅 鈴铃 銅铜 鋁铝
銀银 鋪铺 鏈链 銷销 鎖锁 鋒锋 鋰锂 銳锐 錦锦 鍋锅 鍵键 鋸锯 鎮镇 鏡镜 長长 門门 閃闪 閉闭 問问 閒闲 間间 聞闻
閣阁 閱阅 闊阔 隊队 陽阳 陰阴 陣阵 階阶 際际 陸陆 陳陈 險险 隨随 隱隐 難难 雛雏 靜静 韓韩 韌韧 頁页 頂顶 項项
順顺 須须 頑顽 顧顾 頓顿 預预 領领 頗颇 頻频 題题 額额 顏颜 風风 飛飞 飯饭 飲饮 飾饰 館馆 饋馈 馬马 馳驰 駐驻
驅驱 駕驾 騎骑 驗验 駿骏 騰腾 魚鱼 魯鲁 鮮鲜 鯨鲸 鳥鸟 鴻鸿 鵬鹏 鶴鹤 鷹鹰 麥麦 黃黄 齊齐 齒齿 龍龙 龜龟 遼辽
贛赣 閩闽 陝陕 碩硕 籠笼 櫥橱 擋挡 衝冲 隻只 週周 佈布 佔占 倣仿 採采
"""
TABLE = {ord(pair[0]): pair[1] for pair in PAIRS.split()}


def keep_former_identities(entries: Sequence[DealEntry], edition: Edition) -> Sequence[DealEntry]:
    """The entries; those that an earlier file had, under the identity they had then. One query, and mostly none."""
    former = [former_identity(entry) for entry in entries]
    former_stems = {identity.stem for identity in former if identity}
    if not former_stems:
        return entries
    rows = ImportedRow.objects.filter(run__edition=edition, stem__in=former_stems)
    recorded_stems = set(rows.values_list("stem", flat=True))
    kept = []
    for entry, identity in zip(entries, former, strict=True):
        if identity and identity.stem in recorded_stems:
            kept.append(replace(entry, recorded=identity))
        else:
            kept.append(entry)
    return kept


def former_identity(entry: DealEntry) -> RowIdentity | None:
    """By the former list; None where it is the same by today's."""
    stem = entry.stem_by(fold_by_former_list)
    if stem == entry.stem:
        return None
    return RowIdentity(stem, entry.identity_under(stem))


def fold_by_former_list(text: str) -> str:
    return fold_by_script(lambda written: written.translate(TABLE), text)
