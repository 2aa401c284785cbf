// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/editedrule.h"

#include "models/base/duration.h"
#include "models/engine/rules/editing/rulecode.h"
#include "models/engine/rules/replay/draft.h"
#include "models/query/template/alert/alerttemplate.h"
#include "models/station/rules/check/rulecheck.h"
#include "models/wire/yaml/ruleedit/ruletext.h"
#include "models/wire/yaml/rules/rulefields.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::ExpressionMark;
using signals::Severity;
using wire::PlacedPair;

namespace {

constexpr const char *group = "g";
constexpr int headLines = 3;  // before the rule in a file of its own
constexpr int shiftRight = 2; // of the rule there
constexpr std::array runbookKeys{"runbook_url", "runbook", "runbook_link", "playbook"};

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::EditedRule", text);
}

// A rule file that holds this rule alone.
std::string fileOf(const QString &text)
{
    QString out = u"groups:\n- name: g\n  rules:\n"_s;
    for (const QString &line : text.split(u'\n'))
        out += (line.trimmed().isEmpty() ? QString() : u"  "_s + line) + u'\n';
    return out.toStdString();
}

wire::RuleSpot spotOf(const wire::RuleEntry &entry)
{
    return {group, entry.kind, entry.name.text, 0};
}

std::optional<wire::RuleEntry> entryIn(const wire::RuleFile &file)
{
    if (!file.isYaml || file.ruleCount() != 1 || file.documents.size() != 1 || file.groupCount() != 1)
        return std::nullopt;
    return file.documents.front().groups.front().rules.front();
}

QString valueOf(const std::vector<PlacedPair> &pairs, std::string_view name)
{
    const auto it = std::ranges::find(pairs, name, [](const PlacedPair &pair) { return pair.name.text; });
    return it == pairs.end() ? QString() : wire::toQString(it->value.text);
}

void put(std::vector<PlacedPair> &pairs, const QString &name, const QString &value)
{
    const std::string key = name.toStdString();
    const auto it = std::ranges::find(pairs, key, [](const PlacedPair &pair) { return pair.name.text; });
    if (value.isEmpty()) {
        if (it != pairs.end())
            pairs.erase(it);
    } else if (it != pairs.end()) {
        it->value.text = value.toStdString();
    } else {
        pairs.push_back({{key, 0}, {value.toStdString(), 0}});
    }
}

// What was changed between the first two, done to the third.
void putChanges(const std::vector<PlacedPair> &from, const std::vector<PlacedPair> &to, std::vector<PlacedPair> &pairs)
{
    const auto valueIn = [](const std::vector<PlacedPair> &among, std::string_view name) {
        const auto it = std::ranges::find(among, name, [](const PlacedPair &pair) { return pair.name.text; });
        return it == among.end() ? std::nullopt : std::optional(it->value.text);
    };
    for (const auto &[name, value] : from)
        if (!valueIn(to, name.text))
            put(pairs, wire::toQString(name.text), {});
    for (const auto &[name, value] : to)
        if (valueIn(from, name.text) != value.text)
            put(pairs, wire::toQString(name.text), wire::toQString(value.text));
}

// The same for whole rules.
wire::RuleEntry withChanges(const wire::RuleEntry &from, const wire::RuleEntry &to, const wire::RuleEntry &onto)
{
    wire::RuleEntry out = onto;
    if (to.kind != from.kind)
        out.kind = to.kind;
    if (to.name.text != from.name.text)
        out.name.text = to.name.text;
    if (to.expr.text != from.expr.text)
        out.expr.text = to.expr.text;
    if (to.forNs != from.forNs)
        out.forNs = to.forNs;
    if (to.keepFiringForNs != from.keepFiringForNs)
        out.keepFiringForNs = to.keepFiringForNs;
    putChanges(from.labels, to.labels, out.labels);
    putChanges(from.annotations, to.annotations, out.annotations);
    return out;
}

base::Labels labelsOf(const std::vector<PlacedPair> &pairs)
{
    std::vector<base::Labels::Pair> out;
    for (const auto &pair : pairs)
        out.emplace_back(pair.name.text, pair.value.text);
    return base::Labels(std::move(out));
}

QString durationText(qint64 ns)
{
    return ns > 0 ? base::promDuration(ns) : QString();
}

// Ends of lines that a block of YAML brings along are nobody's wish.
QString withoutLastLines(QString text)
{
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

bool isLong(RuleField field)
{
    return field == RuleField::Expr || field == RuleField::Summary || field == RuleField::Description ||
           field == RuleField::Runbook;
}

std::vector<ExpressionMark> templateProblems(const QString &text)
{
    const std::string bytes = text.toStdString();
    query::TemplateProblem problem;
    if (query::AlertTemplate::parse(bytes, &problem))
        return {};
    const auto start = QString::fromStdString(bytes.substr(0, problem.offset)).size();
    return {{static_cast<int>(start), 0, Severity::Critical, problem.what}};
}

} // namespace

EditedRule::EditedRule(QString text, const Place &place)
    : m_text(text), m_keptText(std::move(text)), m_place(place), m_keptPlace(place)
{
    read();
    m_keptEntry = m_entry;
}

EditedRule EditedRule::of(const signals::Rule &rule, bool isOverLogs)
{
    EditedRule out(ruleYaml(rule), {rule.group, rule.intervalNs, isOverLogs});
    out.m_isTold = true;
    return out;
}

EditedRule EditedRule::fresh(QString text, const Place &place)
{
    EditedRule out;
    out.m_isFresh = true;
    out.m_text = std::move(text);
    out.m_place = place;
    out.m_keptPlace = {{}, 0, place.isOverLogs};
    out.read();
    return out;
}

void EditedRule::read()
{
    const auto entry = entryIn(wire::readRuleFile(fileOf(m_text)));
    m_isReadable = entry.has_value();
    if (entry)
        m_entry = *entry;
}

void EditedRule::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    std::erase_if(m_waiting,
                  [](const auto &one) { return one.first != RuleField::Group && one.first != RuleField::Interval; });
    read();
}

QString EditedRule::change(const wire::RuleEntry &wanted)
{
    const auto file = wire::withChangedRule(fileOf(m_text), spotOf(m_entry), wanted);
    if (!file)
        return file.error().summary;
    const auto text = wire::ruleTextIn(*file, spotOf(wanted));
    if (!text)
        return text.error().summary;
    m_text = QString::fromStdString(*text);
    read();
    return {};
}

QString EditedRule::runbookKey() const
{
    for (const char *key : runbookKeys)
        if (std::ranges::any_of(m_entry.annotations, [key](const PlacedPair &pair) { return pair.name.text == key; }))
            return QString::fromLatin1(key);
    return {};
}

QString EditedRule::value(RuleField field) const
{
    if (const auto it = m_waiting.find(field); it != m_waiting.end())
        return it->second.first;
    return isLong(field) ? withoutLastLines(written(field)) : written(field);
}

QString EditedRule::written(RuleField field) const
{
    switch (field) {
    case RuleField::Name:
        return wire::toQString(m_entry.name.text);
    case RuleField::Expr:
        return wire::toQString(m_entry.expr.text);
    case RuleField::For:
        return durationText(m_entry.forNs);
    case RuleField::KeepFiringFor:
        return durationText(m_entry.keepFiringForNs);
    case RuleField::Severity:
        return valueOf(m_entry.labels, "severity");
    case RuleField::Summary:
        return valueOf(m_entry.annotations, "summary");
    case RuleField::Description:
        return valueOf(m_entry.annotations, "description");
    case RuleField::Runbook:
        return valueOf(m_entry.annotations, runbookKey().toStdString());
    case RuleField::Group:
        return m_place.group;
    case RuleField::Interval:
        break;
    }
    return durationText(m_place.intervalNs);
}

void EditedRule::set(RuleField field, const QString &given)
{
    if (given == value(field))
        return;
    m_waiting.erase(field);
    const bool isBlock = isLong(field) && !given.isEmpty() && written(field).endsWith(u'\n');
    const QString value = isBlock ? QString(given + u'\n') : given;
    const auto wait = [this, field, &given](const QString &why) { m_waiting[field] = {given, why}; };
    const auto duration = value.trimmed().isEmpty() ? std::optional<qint64>(0) : base::parseDuration(value.trimmed());
    wire::RuleEntry wanted = m_entry;
    switch (field) {
    case RuleField::Name:
        if (value.trimmed().isEmpty())
            return wait(alerts() ? tr("Give the alert a name") : tr("Give the metric a name"));
        wanted.name.text = value.trimmed().toStdString();
        break;
    case RuleField::Expr:
        if (value.trimmed().isEmpty())
            return wait(tr("Write what is to be looked at, for example up == 0"));
        wanted.expr.text = value.toStdString();
        break;
    case RuleField::For:
    case RuleField::KeepFiringFor:
        if (!duration)
            return wait(tr("Write a duration as 30s, 5m or 1h30m"));
        (field == RuleField::For ? wanted.forNs : wanted.keepFiringForNs) = *duration;
        break;
    case RuleField::Severity:
        put(wanted.labels, u"severity"_s, value.trimmed());
        break;
    case RuleField::Summary:
        put(wanted.annotations, u"summary"_s, value);
        break;
    case RuleField::Description:
        put(wanted.annotations, u"description"_s, value);
        break;
    case RuleField::Runbook: {
        const QString key = runbookKey();
        put(wanted.annotations,
            !key.isEmpty()                ? key
            : value.startsWith(u"http"_s) ? u"runbook_url"_s
                                          : u"runbook"_s,
            value);
        break;
    }
    case RuleField::Group:
        if (value.trimmed().isEmpty())
            return wait(tr("Give the group a name"));
        m_place.group = value.trimmed();
        return;
    case RuleField::Interval:
        if (!duration)
            return wait(tr("Write a duration as 30s, 5m or 1h30m"));
        m_place.intervalNs = *duration;
        return;
    }
    if (const QString why = change(wanted); !why.isEmpty())
        wait(why);
}

std::vector<EditedRule::Pair> EditedRule::labels() const
{
    std::vector<Pair> out;
    for (const auto &pair : m_entry.labels)
        if (pair.name.text != "severity")
            out.emplace_back(wire::toQString(pair.name.text), wire::toQString(pair.value.text));
    return out;
}

QString EditedRule::setLabel(const QString &name, const QString &value)
{
    if (!wire::isClassicLabelName(name.toStdString()))
        return tr("The name of a label holds letters, digits and _");
    if (name == u"alertname"_s)
        return tr("alertname is the name of the rule");
    wire::RuleEntry wanted = m_entry;
    put(wanted.labels, name, value);
    return change(wanted);
}

QStringList EditedRule::otherAnnotations() const
{
    QStringList out;
    const std::string runbook = runbookKey().toStdString();
    for (const auto &pair : m_entry.annotations)
        if (pair.name.text != "summary" && pair.name.text != "description" && pair.name.text != runbook)
            out << wire::toQString(pair.name.text);
    return out;
}

signals::Rule EditedRule::rule() const
{
    signals::Rule out;
    out.kind = m_entry.kind;
    out.name = wire::toQString(m_entry.name.text);
    out.query = wire::toQString(m_entry.expr.text);
    out.forNs = m_entry.forNs;
    out.keepFiringForNs = m_entry.keepFiringForNs;
    out.labels = labelsOf(m_entry.labels);
    out.annotations = labelsOf(m_entry.annotations);
    out.group = m_place.group;
    out.intervalNs = m_place.intervalNs;
    return out;
}

bool EditedRule::isChanged() const
{
    return m_text != m_keptText || m_place != m_keptPlace || !m_waiting.empty();
}

bool EditedRule::isChanged(RuleField field) const
{
    if (m_waiting.contains(field))
        return true;
    EditedRule kept;
    kept.m_entry = m_keptEntry;
    kept.m_place = m_keptPlace;
    return value(field) != kept.value(field);
}

void EditedRule::markKept()
{
    m_keptText = m_text;
    m_keptPlace = m_place;
    m_keptEntry = m_entry;
    m_isFresh = m_isTold = false;
}

// The changes of the form as changes of another text; nothing when somebody wrote the YAML in a way of their own.
std::optional<EditedRule> EditedRule::changesOn(const EditedRule &kept) const
{
    if (!m_isReadable || !kept.m_isReadable || m_text.toStdString() != wire::ruleText(m_entry))
        return std::nullopt;
    EditedRule out = kept;
    if (!out.change(withChanges(m_keptEntry, m_entry, kept.m_entry)).isEmpty())
        return std::nullopt;
    return out;
}

void EditedRule::setKept(const QString &text, const Place &place)
{
    const bool wasChanged = isChanged();
    const EditedRule kept(text, place);
    const auto onIt = m_isTold && wasChanged ? changesOn(kept) : std::nullopt;
    if (m_isTold && m_place.intervalNs == m_keptPlace.intervalNs)
        m_place.intervalNs = place.intervalNs; // a source tells its own where the file names none
    m_keptText = kept.m_text;
    m_keptPlace = kept.m_place;
    m_keptEntry = kept.m_entry;
    m_isFresh = m_isTold = false;
    if (!wasChanged)
        takeBack();
    if (!onIt)
        return;
    m_text = onIt->m_text;
    read();
}

void EditedRule::takeBack()
{
    m_text = m_keptText;
    m_place = m_keptPlace;
    m_waiting.clear();
    read();
}

std::vector<ExpressionMark> EditedRule::problems(RuleField field) const
{
    if (const auto it = m_waiting.find(field); it != m_waiting.end())
        return {{0, static_cast<int>(it->second.first.size()), Severity::Critical, it->second.second}};
    if (field == RuleField::Expr) {
        const auto error = m_place.isOverLogs ? std::nullopt : ruleExpressionError(value(field));
        return error ? std::vector{*error} : std::vector<ExpressionMark>();
    }
    if (field == RuleField::Summary || field == RuleField::Description || field == RuleField::Runbook)
        return templateProblems(value(field));
    if ((field == RuleField::Name || field == RuleField::Group) && value(field).isEmpty())
        return {{0, 0, Severity::Critical,
                 field == RuleField::Name ? tr("Give the rule a name") : tr("Give the group a name")}};
    return {};
}

std::vector<ExpressionMark> EditedRule::problems() const
{
    const std::string file = fileOf(m_text);
    const wire::RuleFile read = m_place.isOverLogs ? wire::readRuleFile(file) : station::checkRuleFile(file).file;
    std::vector<ExpressionMark> out;
    for (const auto &problem : read.problems) {
        if (problem.weight == wire::RuleProblem::Weight::Note)
            continue;
        const int at = placeIn(m_text, problem.place.line - headLines, problem.place.column - shiftRight);
        const bool isError = problem.weight == wire::RuleProblem::Weight::Error;
        out.push_back({std::max(0, at), 0, isError ? Severity::Critical : Severity::Warning, problem.what});
    }
    if (out.empty() && !m_isReadable)
        out.push_back({0, 0, Severity::Critical, tr("Write one rule, beginning with - alert: or - record:")});
    return out;
}

bool EditedRule::isValid() const
{
    return m_isReadable && m_waiting.empty() && !m_place.group.isEmpty() &&
           std::ranges::none_of(problems(), &ExpressionMark::isError);
}

QJsonObject EditedRule::toJson() const
{
    const auto placeJson = [](const Place &place) {
        return QJsonObject{{u"group"_s, place.group},
                           {u"interval_ns"_s, QString::number(place.intervalNs)},
                           {u"over_logs"_s, place.isOverLogs}};
    };
    return {{u"text"_s, m_text},
            {u"kept"_s, m_keptText},
            {u"place"_s, placeJson(m_place)},
            {u"kept_place"_s, placeJson(m_keptPlace)},
            {u"fresh"_s, m_isFresh},
            {u"told"_s, m_isTold}};
}

std::optional<EditedRule> EditedRule::fromJson(const QJsonObject &json)
{
    if (!json.value(u"text"_s).isString())
        return std::nullopt;
    const auto placeFrom = [&json](const QString &key) {
        const QJsonObject one = json.value(key).toObject();
        return Place{one.value(u"group"_s).toString(), one.value(u"interval_ns"_s).toString().toLongLong(),
                     one.value(u"over_logs"_s).toBool()};
    };
    EditedRule out(json.value(u"kept"_s).toString(), placeFrom(u"kept_place"_s));
    out.m_isFresh = json.value(u"fresh"_s).toBool();
    out.m_isTold = json.value(u"told"_s).toBool();
    out.m_place = placeFrom(u"place"_s);
    out.setText(json.value(u"text"_s).toString());
    return out;
}

bool operator==(const EditedRule &a, const EditedRule &b)
{
    return a.m_text == b.m_text && a.m_keptText == b.m_keptText && a.m_place == b.m_place &&
           a.m_keptPlace == b.m_keptPlace && a.m_isFresh == b.m_isFresh && a.m_waiting == b.m_waiting;
}

} // namespace wf::engine
