// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/rules/slorules.h"

#include "models/base/clock.h"
#include "models/engine/objectives/check/slocheck.h"
#include "models/query/promql/eval/evaluate.h"
#include "models/query/promql/memory/memorysamples.h"
#include "models/query/promql/parse/parse.h"
#include "tests/models/wire/fixtures.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace wf;
using base::Labels;
using query::Expr;
using query::ExprPtr;
using wire::RuleEntry;

namespace {

constexpr qint64 now = 1'700'000'000'000;

std::map<std::string, std::string> pairsOf(const std::vector<wire::PlacedPair> &pairs)
{
    std::map<std::string, std::string> out;
    for (const auto &pair : pairs)
        out[pair.name.text] = pair.value.text;
    return out;
}

ExprPtr parsed(const std::string &text)
{
    const auto expr = query::parsePromql(text, query::ParseOptions::everything());
    return expr ? *expr : nullptr;
}

// The same tree, parentheses aside; numbers as numbers.
bool isSame(const Expr &first, const Expr &second)
{
    const Expr &a = query::withoutParens(first);
    const Expr &b = query::withoutParens(second);
    if (const auto *x = std::get_if<query::NumberLiteral>(&a.node)) {
        const auto *y = std::get_if<query::NumberLiteral>(&b.node);
        return y && std::abs(x->value - y->value) <= 1e-12 * std::abs(x->value);
    }
    std::vector<const Expr *> left, right;
    query::visitChildren(a, [&](const Expr &one) { left.push_back(&one); });
    query::visitChildren(b, [&](const Expr &one) { right.push_back(&one); });
    if (a.node.index() != b.node.index() || left.size() != right.size())
        return false;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!isSame(*left[i], *right[i]))
            return false;
    if (left.empty())
        return query::printPromql(a) == query::printPromql(b);
    if (const auto *x = std::get_if<query::Binary>(&a.node)) {
        const auto &y = std::get<query::Binary>(b.node);
        return x->op == y.op && x->returnsBool == y.returnsBool && x->matching.has_value() == y.matching.has_value() &&
               (!x->matching || (x->matching->cardinality == y.matching->cardinality &&
                                 x->matching->isOn == y.matching->isOn && x->matching->labels == y.matching->labels));
    }
    if (const auto *x = std::get_if<query::Aggregate>(&a.node)) {
        const auto &y = std::get<query::Aggregate>(b.node);
        return x->op == y.op && x->isWithout == y.isWithout && x->grouping == y.grouping;
    }
    if (const auto *x = std::get_if<query::Call>(&a.node))
        return x->function == std::get<query::Call>(b.node).function;
    return true;
}

// Traffic of all kinds the samples' queries ask about, and what their recording rules would have recorded.
query::MemorySamples traffic(const std::vector<wire::RuleGroup> &groups)
{
    query::MemorySamples samples;
    std::mt19937 random(7);
    std::uniform_real_distribution<double> chance(0, 1);
    for (const char *job : {"myservice", "other"})
        for (const char *code : {"200", "429", "503"}) {
            double value = 0;
            for (qint64 at = now - 3 * 86'400'000; at <= now; at += 60'000)
                samples.append(Labels{{"__name__", "http_request_duration_seconds_count"},
                                      {"job", job},
                                      {"code", code},
                                      {"f1", "v1"},
                                      {"f2", "v2"}},
                               at, value += std::floor(chance(random) * (*code == '2' ? 100 : 2)));
        }
    for (const char *client : {"a", "b", "c"})
        for (qint64 at = now - 3 * 86'400'000; at <= now; at += 60'000)
            samples.append(Labels{{"__name__", "unifipoller_client_satisfaction_ratio"}, {"client", client}}, at,
                           chance(random));
    for (const auto &group : groups)
        for (const RuleEntry &rule : group.rules) {
            if (rule.kind != signals::RuleKind::Recording)
                continue;
            std::vector<Labels::Pair> pairs{{"__name__", rule.name.text}};
            for (const auto &pair : rule.labels)
                pairs.emplace_back(pair.name.text, pair.value.text);
            const Labels labels(std::move(pairs));
            for (qint64 at = now - 3'600'000; at <= now; at += 60'000)
                samples.append(labels, at, chance(random) * 0.03);
        }
    return samples;
}

// "{labels} value" of each series, sorted; values rounded to twelve digits.
QStringList answerOf(const ExprPtr &expr, const query::MemorySamples &samples)
{
    const auto answer = query::evaluateInstant(*expr, samples, now, {}, {});
    QStringList out;
    if (!answer)
        return {QStringLiteral("error: ") + answer.error().summary};
    for (const auto &series : answer->series)
        out << series.labels.toString() + u' ' + QString::number(series.values.back(), 'g', 12);
    out.sort();
    return out;
}

QByteArray withoutTemplates(QByteArray text)
{
    text.replace("{{ .version }}", "dev");
    return QString::fromUtf8(text)
        .replace(QRegularExpression(QStringLiteral("\\{\\{\"(\\{\\{[^}]*\\}\\})\"\\}\\}")), QStringLiteral("\\1"))
        .toUtf8();
}

std::vector<wire::RuleGroup> groupsOf(const wire::RuleFile &file)
{
    std::vector<wire::RuleGroup> out;
    for (const auto &document : file.documents)
        out.insert(out.end(), document.groups.begin(), document.groups.end());
    return out;
}

engine::SloRules rulesOf(const QByteArray &definitions, const engine::SloRuleOptions &options = {})
{
    return engine::sloRules(engine::checkDefinitions({{QStringLiteral("a.yml"), definitions}}).objectives, options);
}

QByteArray pyrra(const char *indicator, const char *window = "4w")
{
    return QByteArray("apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: p}\nspec:\n"
                      "  target: '99'\n  window: ") +
           window + "\n  indicator: " + indicator;
}

} // namespace

class SloRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreeWithSlothOnEveryPublishedSample_data();
    void agreeWithSlothOnEveryPublishedSample();
    void arePrintedSoThatPrometheusReadsThem();
    void scaleWithTheWindow();
    void takeGivenAlertWindows();
    void countTheGoodOfOpenSlo();
    void havePyrrasNamesForPyrrasDefinitions();
    void cannotBeMadeOfAnExpressionInPyrrasForm();
};

void SloRulesTest::agreeWithSlothOnEveryPublishedSample_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("extra"); // "name=value name=value"
    QTest::addColumn<int>("parts");     // 1 recordings, 2 alerts, 3 both
    const QString base = wiretest::corpusDir() + QStringLiteral("/sloth-samples/slok__sloth/");
    if (wiretest::corpusDir().isEmpty())
        QSKIP("the corpus is not here: set WF_CORPUS");
    for (const char *name :
         {"getting-started.yml", "multifile.yml", "home-wifi.yml", "k8s-getting-started.yml",
          "slo-plugin-getting-started.yml", "plugin-getting-started.yml", "plugin-k8s-getting-started.yml",
          "contrib-slo-plugins.yml", "contrib-denominator-corrected.yaml"})
        QTest::newRow(name) << base + QStringLiteral("examples/") + QLatin1String(name)
                            << base + QStringLiteral("examples/_gen/") + QLatin1String(name)
                            << QStringLiteral("cmd=examplesgen.sh") << 3;
    const QString data = base + QStringLiteral("prometheus/testdata/");
    const auto row = [&](const char *input, const char *expected, const char *extra, int parts) {
        QTest::newRow(expected) << data + QLatin1String(input) << data + QLatin1String(expected)
                                << QString::fromLatin1(extra) << parts;
    };
    row("in-base.yaml", "out-base.yaml.tpl", "", 3);
    row("in-base.yaml", "out-base-extra-labels.yaml.tpl", "exk1=exv1 exk2=exv2", 3);
    row("in-base.yaml", "out-base-no-recordings.yaml.tpl", "", 2);
    row("in-multifile.yaml", "out-multifile.yaml.tpl", "", 3);
    row("in-multifile-k8s.yaml", "out-multifile-k8s.yaml.tpl", "", 3);
}

void SloRulesTest::agreeWithSlothOnEveryPublishedSample()
{
    QFETCH(QString, input);
    QFETCH(QString, expected);
    QFETCH(QString, extra);
    QFETCH(int, parts);
    engine::SloRuleOptions options;
    std::vector<Labels::Pair> pairs;
    for (const QString &pair : extra.split(u' ', Qt::SkipEmptyParts))
        pairs.emplace_back(pair.section(u'=', 0, 0).toStdString(), pair.section(u'=', 1).toStdString());
    options.extraLabels = Labels(std::move(pairs));
    options.recordings = (parts & 1) != 0;
    options.alerts = (parts & 2) != 0;
    const auto ours = rulesOf(wiretest::readFile(input), options).groups;
    const auto file = wire::readRuleFile(wiretest::view(withoutTemplates(wiretest::readFile(expected))));
    QVERIFY(file.isYaml && !file.hasErrors());
    const auto theirs = groupsOf(file);
    QCOMPARE(ours.size(), theirs.size());
    options.recordings = true;
    const query::MemorySamples samples = traffic(rulesOf(wiretest::readFile(input), options).groups);
    int same = 0;
    int equal = 0;
    int rules = 0;
    int answered = 0;
    for (std::size_t g = 0; g < theirs.size(); ++g) {
        QCOMPARE(ours[g].name.text, theirs[g].name.text);
        QCOMPARE(ours[g].intervalNs, theirs[g].intervalNs);
        QCOMPARE(ours[g].rules.size(), theirs[g].rules.size());
        for (std::size_t r = 0; r < theirs[g].rules.size(); ++r) {
            const RuleEntry &our = ours[g].rules[r];
            const RuleEntry &their = theirs[g].rules[r];
            const QByteArray about =
                QByteArray::fromStdString(their.name.text + "\n" + our.expr.text + "\n" + their.expr.text);
            ++rules;
            QVERIFY2(our.kind == their.kind && our.name.text == their.name.text, about);
            QVERIFY2(pairsOf(our.labels) == pairsOf(their.labels), about);
            QVERIFY2(pairsOf(our.annotations) == pairsOf(their.annotations), about);
            const ExprPtr a = parsed(our.expr.text);
            const ExprPtr b = parsed(their.expr.text);
            QVERIFY2(a && b, about);
            same += isSame(*a, *b) ? 1 : 0;
            const QStringList answer = answerOf(a, samples);
            answered += answer.isEmpty() ? 0 : 1;
            equal += answer == answerOf(b, samples) ? 1 : 0;
            QVERIFY2(isSame(*a, *b) && answer == answerOf(b, samples), about);
        }
    }
    qInfo("%d rules: %d the same expression, %d the same numbers", rules, same, equal);
    QVERIFY2(answered * 2 >= rules, qPrintable(QString::number(answered))); // most have something to say
}

void SloRulesTest::arePrintedSoThatPrometheusReadsThem()
{
    const auto rules = rulesOf("version: prometheus/v1\nservice: s\nslos:\n- name: a\n  objective: 99.9\n  sli:\n"
                               "    events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: "
                               "'sum(rate(t[{{.window}}]))'}\n  alerting: {name: A}\n");
    QCOMPARE(rules.groups.size(), std::size_t{3});
    const std::string text = wire::printRuleFile({{wire::RuleDocument::Form::Groups, rules.groups, {}, {}}});
    const auto again = wire::readRuleFile(text);
    QVERIFY2(!again.hasErrors() && again.problems.empty(), text.c_str());
    QCOMPARE(groupsOf(again), rules.groups);
}

void SloRulesTest::scaleWithTheWindow()
{
    const auto rules = rulesOf(R"(apiVersion: openslo/v1
kind: SLO
metadata: {name: a}
spec:
  service: s
  budgetingMethod: Occurrences
  timeWindow: [{duration: 28d, isRolling: true}]
  indicator: {metadata: {name: i}, spec: {ratioMetric: {bad: {metricSource: {spec: {query: 'e_total{a="b"}'}}}, total: {metricSource: {spec: {query: t_total}}}}}}
  objectives: [{target: 0.99}]
)");
    QCOMPARE(rules.groups.size(), std::size_t{3});
    QCOMPARE(rules.groups[0].rules.back().name.text, std::string("slo:sli_error:ratio_rate28d"));
    QVERIFY(rules.groups[2].rules.at(0).expr.text.find("(13.44 * 0.01)") != std::string::npos);
    QCOMPARE(rules.groups[0].rules.at(0).expr.text,
             std::string("(sum(increase(e_total{a=\"b\"}[5m])))\n/\n(sum(increase(t_total[5m])))"));
}

void SloRulesTest::takeGivenAlertWindows()
{
    engine::SloRuleOptions options;
    options.windows = engine::checkDefinitions({{QStringLiteral("w.yml"), R"(apiVersion: sloth.slok.dev/v1
kind: AlertWindows
spec:
  sloPeriod: 30d
  page: {quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}, slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}}
  ticket: {quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 1d}, slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 3d}}
)"}}).alertWindows;
    const auto rules = rulesOf("version: prometheus/v1\nservice: s\nslos:\n- name: a\n  objective: 99\n  sli:\n"
                               "    events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: "
                               "'sum(rate(t[{{.window}}]))'}\n  alerting: {name: A}\n",
                               options);
    QVERIFY(rules.groups.at(2).rules.at(0).expr.text.find("57.6 *") != std::string::npos);
}

void SloRulesTest::countTheGoodOfOpenSlo()
{
    const auto rules = rulesOf(R"(apiVersion: openslo/v1alpha
kind: SLO
metadata: {name: a}
spec:
  service: s
  budgetingMethod: Occurrences
  timeWindows: [{count: 30, unit: Day}]
  objectives: [{target: 0.999, ratioMetrics: {good: {query: 'sum(rate(g[{{.window}}]))'}, total: {query: 'sum(rate(t[{{.window}}]))'}}}]
)");
    QCOMPARE(rules.groups.at(0).rules.at(0).expr.text,
             std::string("1 - (\n(sum(rate(g[5m])))\n/\n(sum(rate(t[5m])))\n)"));
}

void SloRulesTest::havePyrrasNamesForPyrrasDefinitions()
{
    const auto rules =
        rulesOf(pyrra("{ratio: {errors: {metric: 'http_requests_total{job=\"a\",code=~\"5..\"}'}, total: "
                      "{metric: 'http_requests_total{job=\"a\"}'}}}"));
    QCOMPARE(rules.groups.size(), std::size_t{2});
    const RuleEntry &increase = rules.groups[0].rules.at(0);
    QCOMPARE(increase.name.text, std::string("http_requests:increase4w"));
    QCOMPARE(increase.expr.text, std::string("sum by (code) (increase(http_requests_total{job=\"a\"}[4w]))"));
    const auto &burn = rules.groups[1].rules;
    QCOMPARE(burn.size(), std::size_t{7 + 4});
    QCOMPARE(burn[0].name.text, std::string("http_requests:burnrate5m"));
    QCOMPARE(burn[0].expr.text, std::string("sum(rate(http_requests_total{code=~\"5..\",job=\"a\"}[5m])) / "
                                            "sum(rate(http_requests_total{job=\"a\"}[5m]))"));
    QCOMPARE(pairsOf(burn[0].labels), (std::map<std::string, std::string>{{"job", "a"}, {"slo", "p"}}));
    QCOMPARE(burn[7].expr.text, std::string("http_requests:burnrate5m{job=\"a\",slo=\"p\"} > (14 * (1-0.99)) and "
                                            "http_requests:burnrate1h{job=\"a\",slo=\"p\"} > (14 * (1-0.99))"));
    QCOMPARE(pairsOf(burn[7].labels)["exhaustion"], std::string("2d"));
    QCOMPARE(burn[7].forNs, 2 * base::nsPerMinute);
    const auto half = rulesOf(pyrra("{bool_gauge: {metric: up}}", "2w"));
    QCOMPARE(half.groups.at(1).rules.at(0).name.text, std::string("up:burnrate3m"));
    for (const auto &group : half.groups)
        for (const RuleEntry &rule : group.rules)
            QVERIFY2(parsed(rule.expr.text), rule.expr.text.c_str());
}

void SloRulesTest::cannotBeMadeOfAnExpressionInPyrrasForm()
{
    const auto rules = rulesOf(pyrra("{ratio: {errors: {metric: 'sum(e)'}, total: {metric: t}}}"));
    QVERIFY(rules.groups.empty());
    QCOMPARE(rules.problems.size(), 1);
}

QTEST_GUILESS_MAIN(SloRulesTest)
#include "tst_slorules.moc"
