// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/recordedslos.h"

#include "models/base/clock.h"
#include "models/query/promql/parse/parse.h"
#include "models/wire/yaml/slo/slofile.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Objective;
using signals::Rule;
using signals::RuleKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Proposals", text);
}

// "a / b" of five minutes as bad and all events with Sloth's placeholder for the window.
bool readRatio(const QString &text, Objective &o)
{
    const auto expr = query::parsePromql(text.toStdString(), query::ParseOptions::everything());
    if (!expr)
        return false;
    const auto *divided = std::get_if<query::Binary>(&query::withoutParens(**expr).node);
    if (!divided || divided->op != query::BinaryOp::Divide)
        return false;
    const auto windowed = [](const query::Expr &part) {
        return QString::fromStdString(query::printPromql(query::withoutParens(part)))
            .replace(u"[5m]"_s, u"[{{.window}}]"_s);
    };
    o.badQuery = windowed(*divided->lhs);
    o.totalQuery = windowed(*divided->rhs);
    return o.badQuery.contains(u"{{.window}}"_s) && o.totalQuery.contains(u"{{.window}}"_s);
}

// The number of "vector(0.999)" or of a bare number.
std::optional<double> numberOf(QString text)
{
    text = text.trimmed();
    if (text.startsWith(u"vector("_s) && text.endsWith(u')'))
        text = text.mid(7).chopped(1);
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> slothNumber(const std::vector<Rule> &rules, const QString &name, const QString &id)
{
    for (const Rule &rule : rules)
        if (rule.kind == RuleKind::Recording && rule.name == name && rule.labels.text("sloth_id") == id)
            return numberOf(rule.query);
    return std::nullopt;
}

// Pyrra's alerts hold "> (14 * (1-0.99))".
std::optional<double> pyrraTarget(const std::vector<Rule> &rules, const QString &slo)
{
    static const QRegularExpression budget(u"\\(\\s*1\\s*-\\s*(0?\\.[0-9]{1,12})\\s*\\)"_s);
    for (const Rule &rule : rules) {
        if (rule.kind != RuleKind::Alerting || rule.labels.text("slo") != slo)
            continue;
        if (const auto found = budget.match(rule.query.left(10'000)); found.hasMatch())
            return found.captured(1).toDouble();
    }
    return std::nullopt;
}

qint64 pyrraWindow(const std::vector<Rule> &rules, const QString &slo)
{
    for (const Rule &rule : rules) {
        const qsizetype at = rule.name.lastIndexOf(u":increase"_s);
        if (rule.kind == RuleKind::Recording && at > 0 && rule.labels.text("slo") == slo)
            if (const qint64 window = wire::sloDuration(rule.name.mid(at + 9).toStdString()); window > 0)
                return window;
    }
    return 28 * base::nsPerDay;
}

} // namespace

RecordedSlos recordedSlos(const std::vector<Rule> &rules, const QStringList &known)
{
    RecordedSlos out;
    std::map<QString, Objective> found;
    for (const Rule &rule : rules) {
        const bool isSloth = rule.name == u"slo:sli_error:ratio_rate5m"_s;
        const bool isPyrra = rule.name.endsWith(u":burnrate5m"_s) && rule.labels.has("slo");
        if (rule.kind != RuleKind::Recording || (!isSloth && !isPyrra))
            continue;
        const QString id = rule.labels.text(isSloth ? "sloth_id" : "slo");
        if (id.isEmpty() || known.contains(id) || found.contains(id))
            continue;
        Objective o;
        o.id = id;
        o.name = isSloth ? rule.labels.text("sloth_slo") : id;
        o.service = isSloth ? rule.labels.text("sloth_service") : rule.labels.text("job");
        o.form = isSloth ? signals::ObjectiveForm::Sloth : signals::ObjectiveForm::Pyrra;
        const auto target = isSloth ? slothNumber(rules, u"slo:objective:ratio"_s, id) : pyrraTarget(rules, id);
        if (!target || !(*target > 0 && *target < 1)) {
            out.problems << tr("%1: no rule says its target").arg(id.left(120));
            continue;
        }
        if (!readRatio(rule.query, o)) {
            out.problems
                << tr("%1: %2 is no ratio of two rates over five minutes").arg(id.left(120), rule.name.left(120));
            continue;
        }
        o.target = *target;
        o.windowNs = isSloth ? static_cast<qint64>(slothNumber(rules, u"slo:time_period:days"_s, id).value_or(30)) *
                                   base::nsPerDay
                             : pyrraWindow(rules, id);
        if (o.windowNs <= 0 || o.windowNs > 366 * base::nsPerDay)
            o.windowNs = 30 * base::nsPerDay;
        found.emplace(id, std::move(o));
    }
    for (auto &[id, objective] : found)
        out.objectives.push_back(std::move(objective));
    return out;
}

} // namespace wf::engine
