// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/unittest/ruletest.h"

#include "models/wire/numbers.h"

#include <QCoreApplication>

namespace wf::station {

using wire::YamlNode;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

class TestReader {
public:
    explicit TestReader(std::string_view text) : m_text(text) {}

    base::Result<RuleTestFile> run(const YamlNode &root)
    {
        RuleTestFile out;
        each(root, [&](const std::string &key, const YamlNode &value) {
            if (key == "rule_files")
                out.ruleFiles = texts(value);
            else if (key == "evaluation_interval")
                out.evaluationNs = duration(value);
            else if (key == "group_eval_order")
                out.groupOrder = texts(value);
            else if (key == "fuzzy_compare")
                out.isFuzzy = value.text == "true";
            else if (key == "tests")
                for (const auto &one : value.items)
                    out.tests.push_back(readTest(*one, out.evaluationNs));
            else
                unknown(key, value);
        });
        if (out.evaluationNs <= 0)
            fail(root, tr("evaluation_interval must be above zero"));
        for (auto &test : out.tests)
            if (test.intervalNs == 0)
                test.intervalNs = out.evaluationNs;
        if (m_error)
            return *m_error;
        return out;
    }

private:
    template<class F>
    void each(const YamlNode &map, F &&f)
    {
        if (!map.isMap() && map.kind != YamlNode::Kind::Null)
            fail(map, tr("a map is expected here"));
        for (const auto &[key, value] : map.fields)
            f(key->text, *value);
    }
    void fail(const YamlNode &at, const QString &what)
    {
        if (m_error)
            return;
        const auto place = wire::placeOf(m_text, at.offset);
        m_error = base::makeError(base::ErrorKind::Invalid, tr("The test file cannot be used"),
                                  QStringLiteral("%1:%2: %3").arg(place.line).arg(place.column).arg(what));
    }
    void unknown(const std::string &key, const YamlNode &value)
    {
        fail(value, tr("Unknown field %1").arg(wire::capped(key, 80)));
    }
    QStringList texts(const YamlNode &list)
    {
        QStringList out;
        if (list.isScalar())
            out << wire::toQString(list.text);
        for (const auto &one : list.items)
            out << wire::toQString(one->text);
        return out;
    }
    qint64 duration(const YamlNode &value)
    {
        const auto ns = value.isScalar() ? wire::parseDuration(value.text) : std::nullopt;
        if (!ns)
            fail(value, tr("%1 is no duration; write 30s, 5m or 1h30m").arg(wire::capped(value.text, 80)));
        return ns.value_or(0);
    }
    qint64 timestamp(const YamlNode &value)
    {
        if (const auto seconds = wire::parseSample(value.text); seconds && std::abs(*seconds) < 9e9)
            return static_cast<qint64>(*seconds * 1e9);
        const auto ns = wire::parseRfc3339(value.text);
        if (!ns)
            fail(value, tr("%1 is no time").arg(wire::capped(value.text, 80)));
        return ns.value_or(0);
    }
    base::Labels labels(const YamlNode &map)
    {
        std::vector<base::Labels::Pair> pairs;
        each(map, [&](const std::string &name, const YamlNode &value) { pairs.emplace_back(name, value.text); });
        return base::Labels(std::move(pairs));
    }

    RuleTest readTest(const YamlNode &node, qint64 evaluationNs)
    {
        RuleTest test;
        test.place = wire::placeOf(m_text, node.offset);
        test.intervalNs = evaluationNs;
        each(node, [&](const std::string &key, const YamlNode &value) {
            if (key == "name")
                test.name = wire::toQString(value.text);
            else if (key == "interval")
                test.intervalNs = duration(value);
            else if (key == "start_timestamp")
                test.startNs = timestamp(value);
            else if (key == "input_series")
                for (const auto &one : value.items)
                    readInput(test, *one);
            else if (key == "alert_rule_test")
                for (const auto &one : value.items)
                    test.alerts.push_back(readAlertTest(*one));
            else if (key == "promql_expr_test")
                for (const auto &one : value.items)
                    test.exprs.push_back(readExprTest(*one));
            else if (key == "external_labels")
                test.externalLabels = labels(value);
            else if (key == "external_url")
                test.externalUrl = value.text;
            else
                unknown(key, value);
        });
        return test;
    }

    void readInput(RuleTest &test, const YamlNode &node)
    {
        const YamlNode *series = node.field("series");
        const YamlNode *values = node.field("values");
        if (!series || !values) {
            fail(node, tr("An input series needs series and values"));
            return;
        }
        auto line = query::parseSeriesLine(series->text + ' ' + values->text);
        if (!line)
            fail(*series, line.error().summary);
        else
            test.input.push_back(std::move(*line));
    }

    AlertTest readAlertTest(const YamlNode &node)
    {
        AlertTest out;
        out.place = wire::placeOf(m_text, node.offset);
        each(node, [&](const std::string &key, const YamlNode &value) {
            if (key == "eval_time")
                out.timeNs = duration(value);
            else if (key == "alertname")
                out.alert = value.text;
            else if (key == "exp_alerts")
                for (const auto &one : value.items)
                    out.expected.push_back(readAlert(*one));
            else
                unknown(key, value);
        });
        for (auto &alert : out.expected)
            alert.labels = alert.labels.with("alertname", out.alert);
        return out;
    }
    ExpectedAlert readAlert(const YamlNode &node)
    {
        ExpectedAlert out;
        each(node, [&](const std::string &key, const YamlNode &value) {
            if (key == "exp_labels")
                out.labels = labels(value);
            else if (key == "exp_annotations")
                out.annotations = labels(value);
            else
                unknown(key, value);
        });
        return out;
    }

    ExprTest readExprTest(const YamlNode &node)
    {
        ExprTest out;
        out.place = wire::placeOf(m_text, node.offset);
        each(node, [&](const std::string &key, const YamlNode &value) {
            if (key == "expr")
                out.expr = value.text;
            else if (key == "eval_time")
                out.timeNs = duration(value);
            else if (key == "exp_samples")
                for (const auto &one : value.items)
                    out.expected.push_back(readSample(*one));
            else
                unknown(key, value);
        });
        return out;
    }
    ExpectedSample readSample(const YamlNode &node)
    {
        ExpectedSample out;
        each(node, [&](const std::string &key, const YamlNode &value) {
            if (key == "labels") {
                auto line = query::parseSeriesLine((value.text.empty() ? "{}" : value.text) + " 0");
                if (!line)
                    fail(value, line.error().summary);
                else
                    out.labels = line->labels;
            } else if (key == "value") {
                const auto number = wire::parseSample(value.text);
                if (!number)
                    fail(value, tr("%1 is no number").arg(wire::capped(value.text, 80)));
                out.value = number.value_or(0);
            } else if (key == "histogram") {
                auto line = query::parseSeriesLine("{} " + value.text);
                if (!line || line->values.size() != 1 || !line->values[0].histogram)
                    fail(value, tr("This is no native histogram"));
                else
                    out.histogram = line->values[0].histogram;
            } else
                unknown(key, value);
        });
        return out;
    }

    std::string_view m_text;
    std::optional<base::Error> m_error;
};

} // namespace

base::Result<RuleTestFile> readRuleTests(std::string_view text)
{
    const auto yaml = wire::readYamlTree(text);
    if (yaml.problem)
        return base::makeError(yaml.problem->kind, tr("The test file cannot be used"),
                               QStringLiteral("%1:%2: %3")
                                   .arg(yaml.problem->place.line)
                                   .arg(yaml.problem->place.column)
                                   .arg(yaml.problem->what));
    if (yaml.documents.empty() || !yaml.documents.front()->isMap())
        return base::makeError(base::ErrorKind::Invalid, tr("The test file cannot be used"),
                               tr("It holds no tests; a test file begins with rule_files and tests"));
    return TestReader(text).run(*yaml.documents.front());
}

} // namespace wf::station
