//! Protects the list for public notice: it names no number, and nothing in it is a tag.

use crate::support::program::Program;

#[test]
fn a_notice_names_no_number_and_is_escaped() {
    let mut program = Program::new();
    program.register.person("李<b>明", "上都镇", "新城社区", &["烈士遗属"]);
    let notice = |to: &str| {
        program.run(&["notice", "2024-spring", "--phone", "0479-5221234", "--place", "公示栏", "--to", to])
    };
    let page = notice("-");
    assert_eq!(page.status, 0, "{page:?}");
    assert!(page.out.contains("0479-5221234") && page.out.contains("程连富"), "{}", page.out);
    let html = program.folder().join("notice.html");
    let run = notice(html.to_str().unwrap());
    assert_eq!(run.status, 0, "{run:?}");
    let html = std::fs::read_to_string(html).unwrap();
    assert!(html.contains("李&lt;b&gt;明") && !html.contains("<b>"), "{html}");
    assert!(!html.contains("152599") && html.contains("2024-02-02") && html.contains("公示栏"), "{html}");
}
