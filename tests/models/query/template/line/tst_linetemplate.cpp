// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/line/linetemplate.h"

#include "tests/support/failonwarning.h"

#include <map>

using namespace wf::query;

namespace {

class Data final : public LineTemplateData {
public:
    std::string_view label(std::string_view name) const override
    {
        const auto it = m_labels.find(std::string(name));
        return it == m_labels.end() ? std::string_view() : std::string_view(it->second);
    }
    std::vector<std::pair<std::string, std::string>> labels() const override
    {
        return {m_labels.begin(), m_labels.end()};
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
    const auto made = LineTemplate::parse(text);
    if (!made)
        return "! " + made.error().summary.toUtf8();
    std::string out;
    const auto done = made->execute(Data(), out);
    return done ? QByteArray::fromStdString(out) : "!! " + done.error().summary.toUtf8();
}

} // namespace

class tst_LineTemplate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void fills_data();
    void fills();
    void knowsWhatItReads();
    void theWholeEngineIsThere_data();
    void theWholeEngineIsThere();
    void prometheusFunctionsAreNotLokis();
    void endlessOutputIsStopped();
};

void tst_LineTemplate::fills_data()
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
    row("{{.a", "! The action is not closed: }} is missing");
    row("{{nothing .a}}", "! The function nothing is not defined");
    row("{{if .a}}x", "! {{if}} is not closed: {{end}} is missing");
    row("{{end}}", "! Unexpected {{end}}");
    row("{{(.a}}", "! A closing ) is missing");
    row("{{.a .b}}", "!! can't give an argument to what is no function");
    row("{{.a.b}}", "!! can't evaluate field b in type string");
    row("{{trunc .a 2}}", "!! error calling trunc: wrong type for value; expected int; got string");
    row("{{eq .a 1}}", "!! error calling eq: incompatible types for comparison");
    row("{{div 1 0}}", "!! error calling div: runtime error: integer divide by zero");
    row("{{$nope}}", "! The variable $nope is not defined");
    row("{{regexReplaceAll \"(\" .a \"\"}}", "!! error calling regexReplaceAll: error parsing regexp: missing ): (");
    row("{{lower}}", "!! wrong number of args for lower: got 0");
}

void tst_LineTemplate::fills()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, wanted);
    QCOMPARE(filled(text.toStdString()), wanted);
}

void tst_LineTemplate::knowsWhatItReads()
{
    const auto made = LineTemplate::parse("{{if .x}}{{.y | lower}}{{range .z}}{{.w}}{{end}}{{end}}{{.y}}");
    QVERIFY((made->fields() == std::vector<std::string>{"w", "x", "y", "z"}));
    QVERIFY(made->onlyField().empty());
    QCOMPARE(QByteArray::fromStdString(LineTemplate::parse("{{ .msg }}")->onlyField()), "msg");
    QVERIFY(LineTemplate::parse("{{ .msg }} ")->onlyField().empty());
}

void tst_LineTemplate::theWholeEngineIsThere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *text, const char *wanted) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(wanted);
    };
    row("{{define \"t\"}}<{{.}}>{{end}}{{template \"t\" .a}}{{block \"u\" .n}}[{{.}}]{{end}}", "<Hello>[42]");
    row("{{range fromJson \"[1,2,3,4]\"}}{{if eq . 2.0}}{{continue}}{{end}}{{if eq . 4.0}}{{break}}{{end}}{{.}}{{end}}",
        "13");
    row("{{range $k, $v := .}}{{if eq $k \"a\" \"n\"}}{{$k}}={{$v}};{{end}}{{end}}", "a=Hello;n=42;");
    row("{{len .}} {{index . \"a\"}} {{index $ \"nope\"}}| {{js \"it's\"}}", "6 Hello | it\\'s");
    row("{{(fromJson .j).nope}} {{print (fromJson .j).nope}}", "<no value> <nil>");
    row("{{float64 \"1234567\"}} {{0x1F}} {{1_000}} {{'a'}}", "1.234567e+06 31 1000 97");
    row("{{printf \"%+d %#x %b %c %G %6.2f%% %*d\" 1 255 5 65 1e-10 12.345 4 7}}", "+1 0xff 101 A 1E-10  12.35%    7");
    row("{{title \"it's two-fold\"}} {{printf \"%T %T %T\" now (fromJson \"[]\") .}}",
        "It'S Two-Fold time.Time []interface {} map[string]string");
    row("{{with .missing}}x{{else with .a}}{{.}}{{end}}", "Hello");
    row("{{regexReplaceAll \"x*\" \"\u00e4b\" \"-\"}}", "-\u00e4-b-");
}

void tst_LineTemplate::theWholeEngineIsThere()
{
    fills();
}

void tst_LineTemplate::prometheusFunctionsAreNotLokis()
{
    for (const char *text : {"{{humanize 5}}", "{{query \"up\"}}", "{{.a | toUpper}}", "{{$labels.a}}", "{{$value}}"})
        QVERIFY2(!LineTemplate::parse(text).ok(), text);
}

void tst_LineTemplate::endlessOutputIsStopped()
{
    std::string list = "[1";
    for (int i = 0; i < 400; ++i)
        list += ",1";
    const auto made = LineTemplate::parse("{{$l := fromJson `" + list + "]`}}{{range $l}}{{range $l}}x{{end}}{{end}}");
    QVERIFY(made.ok());
    std::string out;
    const auto done = made->execute(Data(), out);
    QVERIFY(!done.ok());
    QCOMPARE(done.error().kind, wf::base::ErrorKind::TooLarge);
}

QTEST_APPLESS_MAIN(tst_LineTemplate)
#include "tst_linetemplate.moc"
