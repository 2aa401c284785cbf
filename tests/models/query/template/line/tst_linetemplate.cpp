// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/template/gotime.h"
#include "models/query/logql/template/template.h"
#include "tests/support/failonwarning.h"

#include <map>

using namespace wf::query::logql;

namespace {

class Data final : public TemplateData {
public:
    std::string_view label(std::string_view name) const override
    {
        const auto it = m_labels.find(std::string(name));
        return it == m_labels.end() ? std::string_view() : std::string_view(it->second);
    }
    std::string_view line() const override { return "the line"; }
    qint64 timeNs() const override { return 1'700'000'000'123'456'789; }
    qint64 nowNs() const override { return 1'700'000'060'000'000'000; }

private:
    std::map<std::string, std::string> m_labels{
        {"a", "Hello"}, {"n", "42"}, {"f", "2.5"}, {"d", "1500ms"}, {"j", "{\"x\":[1,2,{\"y\":\"z\"}],\"b\":true}"},
        {"p", " pad "}};
};

QByteArray filled(std::string_view text)
{
    const auto made = Template::parse(text);
    if (!made)
        return "! " + made.error().summary.toUtf8();
    std::string out;
    const auto done = made->execute(Data(), out);
    return done ? QByteArray::fromStdString(out) : "!! " + done.error().summary.toUtf8();
}

} // namespace

class tst_Template : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void fills_data();
    void fills();
    void knowsWhatItReads();
    void timesAreGos();
    void endlessOutputIsStopped();
};

void tst_Template::fills_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *text, const char *wanted) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(wanted);
    };
    row("plain", "plain");
    row("{{.a}} {{.missing}}|", "Hello |");
    row("x {{- .a -}} \n y{{/* gone */}}", "xHelloy");
    row("{{if .missing}}1{{else if eq .a \"Hello\"}}2{{else}}3{{end}}", "2");
    row("{{if and .a .missing}}1{{else}}2{{end}}{{if or .missing .a}}3{{end}}{{if not .missing}}4{{end}}", "234");
    row("{{with .a}}<{{.}}>{{end}}{{with .missing}}x{{else}}y{{end}}", "<Hello>y");
    row("{{$x := .a}}{{$x}}{{$x = \"b\"}}{{$x}}{{with .n}}{{$y := .}}{{$y}}{{end}}", "Hellob42");
    row("{{range $i, $e := (fromJson .j).x}}{{$i}}:{{$e}} {{end}}", "0:1 1:2 2:map[y:z] ");
    row("{{range $k, $v := fromJson .j}}{{$k}}={{$v}};{{end}}", "b=true;x=[1 2 map[y:z]];");
    row("{{(index (fromJson .j).x 2).y}} {{len .a}} {{slice .a 1 3}}", "z 5 el");
    row("{{printf \"%s-%d-%5.1f|%-4s|%04d|%x|%q|%t\" .a 7 (float64 .f) \"ab\" 42 255 .a true}}",
        "Hello-7-  2.5|ab  |0042|ff|\"Hello\"|true");
    row("{{printf \"%d %s\" .a 1}} {{printf \"%s\"}} {{printf \"x\" 1}}",
        "%!d(string=Hello) %!s(int=1) %!s(MISSING) x%!(EXTRA int=1)");
    row("{{add .n 1 2}} {{sub 5 7}} {{mul 2 .n}} {{div 7 2}} {{mod 7 4}} {{max 1 9 3}} {{min 4 2}}",
        "45 -2 84 3 3 9 2");
    row("{{addf .f 0.25}} {{subf 1 0.5}} {{mulf .f 4}} {{divf 1 4}} {{maxf 1 2.5}} {{ceil .f}} {{floor .f}} {{round "
        "3.14159 2}}",
        "2.75 0.5 10 0.25 2.5 3 2 3.14");
    row("{{.d | duration}} {{\"2KB\" | bytes}} {{int \"12\"}} {{float64 \"x\"}}", "1.5 2000 12 0");
    row("{{ToLower .a}} {{ToUpper .a}} {{Replace .a \"l\" \"L\" 1}} {{Trim .p \" \"}} {{TrimLeft .p \" \"}}| "
        "{{TrimPrefix .a \"He\"}} {{TrimSuffix .a \"lo\"}} {{TrimSpace .p}}",
        "hello HELLO HeLlo pad pad | llo Hel pad");
    row("{{trunc 2 .a}} {{trunc -2 .a}} {{substr 1 3 .a}} {{contains \"ell\" .a}} {{hasPrefix \"He\" .a}} {{hasSuffix "
        "\"x\" .a}}",
        "He lo el true true false");
    row("{{indent 2 \"a\\nb\"}}|{{nindent 1 \"c\"}}|{{repeat 3 \"ab\"}}|{{replace \"l\" \"_\" .a}}|{{title \"two "
        "words\"}}",
        "  a\n  b|\n c|ababab|He__o|Two Words");
    row("{{regexReplaceAll \"(l+)(o)\" .a \"<$2$1>\"}} {{regexReplaceAllLiteral \"l\" .a \"$1\"}} {{count \"l\" .a}} "
        "{{regexReplaceAll \"x*\" \"ab\" \"-\"}}",
        "He<oll> He$1$1o 2 -a-b-");
    row("{{alignLeft 7 .a}}|{{alignRight 7 .a}}|{{alignLeft 2 .a}}|{{alignRight 2 .a}}", "Hello  |  Hello|He|lo");
    row("{{b64enc .a}} {{b64dec \"SGVsbG8=\"}} {{urlencode \"a b&c\"}} {{urldecode \"a+b%26c\"}} {{html \"<a&'>\"}}",
        "SGVsbG8= Hello a+b%26c a b&c &lt;a&amp;&#39;&gt;");
    row("{{__line__}} {{__timestamp__ | unixEpoch}} {{__timestamp__ | unixEpochMillis}} {{__timestamp__ | "
        "unixEpochNanos}} {{now | unixEpoch}}",
        "the line 1700000000 1700000000123 1700000000123456789 1700000060");
    row("{{date \"2006-01-02T15:04:05.000Z07:00\" __timestamp__}} {{unixToTime \"1700000000\" | date \"Jan 2\"}} "
        "{{toDate \"2006-01-02\" \"2024-02-29\" | unixEpoch}}",
        "2023-11-14T22:13:20.123Z Nov 14 1709164800");
    row("{{default \"d\" .missing}}{{default \"d\" .a}} {{eq 1 1}} {{ne .a \"x\"}} {{lt 1 2}} {{ge 2 2}} {{le 3 2}} "
        "{{gt 3 2}}",
        "dHello true true true true false true");
    row("{{print 1 2 \"a\" \"b\" 3}}|{{println .a}}", "1 2ab3|Hello\n");
    row("{{.a", "! an action that begins with {{ does not end");
    row("{{nothing .a}}", "! function \"nothing\" not defined");
    row("{{if .a}}x", "! unexpected end: a block lacks its {{end}}");
    row("{{end}}", "! unexpected {{end}}");
    row("{{(.a}}", "! unclosed left paren");
    row("{{.a .b}}", "! can't give an argument to what is no function");
    row("{{.a.b}}", "!! can't evaluate field b in type string");
    row("{{trunc .a 2}}", "!! error calling trunc: wrong type for value; expected int; got string");
    row("{{eq .a 1}}", "!! error calling eq: incompatible types for comparison");
    row("{{div 1 0}}", "!! error calling div: runtime error: integer divide by zero");
    row("{{$nope}}", "!! undefined variable \"$nope\"");
    row("{{regexReplaceAll \"(\" .a \"\"}}", "!! error calling regexReplaceAll: error parsing regexp: `(`");
    row("{{lower}}", "!! wrong number of args for lower: got 0");
}

void tst_Template::fills()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, wanted);
    QCOMPARE(filled(text.toStdString()), wanted);
}

void tst_Template::knowsWhatItReads()
{
    const auto made = Template::parse("{{if .x}}{{.y | lower}}{{range .z}}{{.w}}{{end}}{{end}}{{.y}}");
    QVERIFY((made->fields() == std::vector<std::string>{"w", "x", "y", "z"}));
    QVERIFY(made->onlyField().empty());
    QCOMPARE(QByteArray::fromStdString(Template::parse("{{ .msg }}")->onlyField()), "msg");
    QVERIFY(Template::parse("{{ .msg }} ")->onlyField().empty());
}

void tst_Template::timesAreGos()
{
    constexpr qint64 ns = 1'709'215'445'060'000'000; // Thursday 29 February 2024 14:04:05.06
    QCOMPARE(
        QByteArray::fromStdString(formatGoTime(
            "Mon Monday Jan January 1 01 2 _2 02 002 06 2006 15 3 03 4 04 5 05 PM pm MST -0700 -07:00 Z07:00 .000 .999",
            ns)),
        "Thu Thursday Feb February 2 02 29 29 29 060 24 2024 14 2 02 4 04 5 05 PM pm UTC +0000 +00:00 Z .060 .06");
    for (const char *layout :
         {"2006-01-02T15:04:05.999999999Z07:00", "Mon, 02 Jan 2006 15:04:05.00 -0700", "2006 002 03:04:05.000 PM"})
        QCOMPARE(parseGoTime(layout, formatGoTime(layout, ns)), ns);
    QCOMPARE(parseGoTime("2006-01-02 15:04:05 -07:00", "2024-02-29 16:04:05 +02:00"), ns - 60'000'000);
    for (const char *bad : {"2024-02-30", "2024-13-01", "24-02-03", "2024-02-29x", ""})
        QVERIFY2(!parseGoTime("2006-01-02", bad), bad);
}

void tst_Template::endlessOutputIsStopped()
{
    std::string list = "[1";
    for (int i = 0; i < 400; ++i)
        list += ",1";
    const auto made = Template::parse("{{$l := fromJson `" + list + "]`}}{{range $l}}{{range $l}}x{{end}}{{end}}");
    QVERIFY(made.ok());
    std::string out;
    const auto done = made->execute(Data(), out);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().kind, wf::base::ErrorKind::TooLarge);
}

QTEST_APPLESS_MAIN(tst_Template)
#include "tst_template.moc"
