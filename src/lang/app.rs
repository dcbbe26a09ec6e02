//! The frame of every screen, and what belongs to no screen.

use super::texts;

texts! {
    /// The texts of the frame.
    pub(crate) fn texts(lang) -> AppTexts {
        /// Below the smallest size; width and height needed, width and height there.
        too_small:
            "窗口太小：需要 {} 列 {} 行，现在 {} 列 {} 行。请放大窗口，Ctrl+Q 退出。" /
            "Window too small: needs {} columns and {} rows, has {} and {}. Enlarge it, or Ctrl+Q to quit.";
        /// Before the words that a field proposes; the key that takes one.
        take_proposal: "{} 填入" / "{} takes";
        /// Behind them; the key.
        other_proposal: "{} 换一个" / "{} another";
        /// In the hint of a field that proposes; the key.
        may_propose: "{} 列出用过的" / "{} lists what was used";
        no_banner: "花名册" / "Roster";
        /// The day of the computer.
        /// Instead of the day, where the clock jumped: the day, the day before that.
        day_jumped: "{}？刚才是 {}" / "{}? It was {}";
        wrong_day: "日期 {} 不对，只能查看" / "{} cannot be: only reading";
        no_round: "无慰问活动（F6 新建）" / "no round (F6 creates one)";
        /// After the name of a round that nobody has created yet.
        not_created: "未建立（F6 建立）" / "not created (F6)";
        /// Days left until the eve.
        to_eve: "离除夕 {} 天" / "eve in {} day{|s}";
        /// Days left until the last day due.
        to_day: "离{} {} 天" / "{} in {} day{|s}";
        /// Days until the window opens.
        opens_in: "{} 天后开始" / "opens in {} day{|s}";
        /// Days left of the grace period.
        in_grace: "宽限还有 {} 天" / "grace: {} day{|s} left";
        over: "慰问期已过" / "window over";
        /// Cash given and planned, in yuan.
        given: "已发 {} / {} 元" / "given {} / {}";
        /// Where a person stands beside a list, while no row is about one.
        nobody_beside: "没有选中的人" / "No person is chosen";
        /// Half-filled forms wait.
        drafts: "有 {} 张草稿 Ctrl+O" / "drafts: {}  Ctrl+O";
        /// A list was left with marks on it: how many.
        marks_gone: "已离开名单，{} 个标记不再保留" / "The list is left: {} mark{|s} dropped";
        /// At the beginning: the file that tells where the officer left cannot be read, or another wrote it.
        no_bookmark: "上次离开的位置不能用，已从头打开" / "Where you left cannot be read: opened afresh";
        /// Recording the same thing again.
        /// The round.
        round_came: "{}已自动建立，标准照上一次；F6 可改" / "{} has begun, with the standards of the last one; F6 changes it";
        exists: "已经登记过，没有重复写入" / "Already recorded; nothing was added";
        /// As the text above, and then undone: the day.
        undone: "已登记过，后来冲正（{}），没有重复写入" / "Recorded before and undone on {}; nothing was added";
        /// Ctrl+R without a recording.
        nothing_to_undo:
            "刚才没有登记或改动；较早的在操作记录（Ctrl+X）、个人或台账按 Del 撤销" /
            "Nothing was just done; undo earlier acts with Del among the acts (Ctrl+X)";
        /// Ctrl+R while something is asked.
        answer_first: "请先回答这里的问题" / "Answer what is asked here first";
        quit_question: "还有未完成的操作，退出就会丢失。要退出吗？" / "Something is not finished and would be lost. Leave?";
        /// Leaving while something is being written.
        quit_writing:
            "还有内容正在写入。退出前最多再等 15 秒，到时还写不进就不写了。要退出吗？" /
            "Something is being written. It is given 15 more seconds and then dropped. Leave?";
        writing: "正在写入  Esc 撤回" / "Writing  Esc takes it back";
        /// While a round is being created; which, how many people are done, of how many.
        creating_round:
            "正在建立 {} {} / {}  Esc 撤回" /
            "Creating {} {} / {}  Esc takes it back";
        /// While a round is being changed; which, how many people are done, of how many.
        changing_round:
            "正在修改 {} {} / {}  Esc 撤回" /
            "Changing {} {} / {}  Esc takes it back";
        /// While the lists of rounds that are over are fixed; how many people are done, of how many.
        settling: "正在定下已过活动的名单 {} / {}" / "Settling the rounds that are over {} / {}";
        /// While many are recorded; in which round, how many are done, of how many.
        recording_batch:
            "正在登记 {} {} / {}  Esc 撤回" /
            "Recording {} {} / {}  Esc takes it back";
        /// While a write waits for another program; which.
        waits_for:
            "{} 正在使用登记册，等它用完就写入  Esc 撤回" /
            "{} uses the register; it is written after that  Esc takes it back";
        /// While a write waits for another program that does not say who it is.
        waits_for_other:
            "另一个程序正在使用登记册，等它用完就写入  Esc 撤回" /
            "Another program uses the register; it is written after that  Esc takes it back";
        /// A key that writes was held, or came before what it would write was on the screen.
        not_pressed:
            "请松开按键再按一次，还没有写入" /
            "Let go of the key and press it again; nothing was written";
        /// A key that writes, and another one came right behind it; the key, and the key.
        interrupted:
            "{} 后面紧跟着别的键，没有写入；请再按一次 {}" /
            "Nothing was written: another key came right behind {}; press {} again";
        /// Something chosen in the menu that is done for good; its key, and what it does.
        press_itself: "看清后请按 {} {}" / "Look at it, then press {}: {}";
        /// A press of the mouse that was made for another screen than the one that is shown.
        click_again: "画面刚刚变了，请再点一次" / "The screen had just changed: click again";
        /// A press of the mouse beside a form.
        close_first: "先填完或按 Esc 关闭右边的表单" / "Finish the form first, or close it with Esc";
        finishing: "正在写完，请稍候" / "Writing the rest, one moment";
        /// Many searches by a number; seconds until the answer comes.
        /// In the title, where the backup that is made without being asked failed.
        unkept: "未备份" / "no backup";
        /// Why.
        not_kept: "自动备份没有做成，登记不受影响：{}" / "No backup was made, recording goes on: {}";
        search_held_back:
            "这一分钟按号码查得太多（试算也算），{} 秒后给出结果；次数已记入操作记录" /
            "Searches by number (dry runs too): wait {} s; the audit counts them";
        /// A key that acts on what the screen does not show yet.
        still_reading: "还在读取，请稍候再按" / "Still reading, press again in a moment";
        /// An answer that does not fit its question.
        unfit_answer: "登记册的回答与所问不符，请再试一次" / "The register answered something else; try again";
        /// In the title, while the phones of those who are due are open.
        phones_open: "电话显示中" / "phones open";
        /// They were opened; in which round.
        phones_opened: "{}应访的人的完整电话已显示，Ctrl+P 隐去" / "The phones of those due in {} are open; Ctrl+P masks them";
        phones_masked: "电话已隐去" / "Phones are masked again";
        phones_other_round: "换了慰问活动，电话已隐去；Ctrl+P 可再显示" / "Another round: phones are masked again; Ctrl+P opens them";
        phones_stopped: "程序挂起过，电话已隐去；Ctrl+P 可再显示" / "The program was stopped: phones are masked again; Ctrl+P opens them";
        phones_idle: "30 分钟没有按键，电话已隐去；Ctrl+P 可再显示" / "No key for 30 minutes: phones are masked again; Ctrl+P opens them";
        phones_other_register: "登记册换了，电话已隐去；Ctrl+P 可再显示" / "Another register: phones are masked again; Ctrl+P opens them";
        phones_no_round: "没有已建立的慰问活动，没有人应访" / "No round is created: nobody is due";
        /// A register that can only be read.
        phones_read_only: "登记册只能查看，不能留下记录，不显示完整电话" / "The register can only be read and keeps no record: phones stay masked";
        /// Until an answer arrives.
        loading: "正在读取" / "Reading";
    }
}
