// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/rows/incidentrows.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::Handling;
using engine::IncidentAlert;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::ui::IncidentRows", text);
}

QString wordOf(analysis::EvidenceKind kind)
{
    using Kind = analysis::EvidenceKind;
    switch (kind) {
    case Kind::Time:
        return say("at the same time");
    case Kind::Repeat:
        return say("the same alert again");
    case Kind::Instance:
        return say("same instance");
    case Kind::Service:
        return say("same service");
    case Kind::Dependency:
        return say("one calls the other");
    case Kind::Name:
        return say("same rule");
    case Kind::CoFiring:
        return say("came together before");
    case Kind::Change:
        return say("follows the same deploy");
    case Kind::Text:
        return say("says the same");
    case Kind::Lesson:
        return say("put together by an operator");
    }
    return {};
}

QString ageOf(const engine::Incident &incident, const base::Clock &clock)
{
    if (!incident.isOpen())
        return say("took %1").arg(base::humanDuration(incident.closedNs - incident.openedNs));
    return base::humanDuration(std::max<qint64>(0, clock.nowNs() - incident.openedNs) / base::nsPerMinute *
                               base::nsPerMinute);
}

QString holderOf(const engine::Incident &incident)
{
    if (incident.outcome)
        return *incident.outcome == engine::OutcomeKind::Real    ? say("was real")
               : *incident.outcome == engine::OutcomeKind::Noise ? say("was noise")
                                                                 : say("healed itself");
    if (incident.isOpen() && incident.needed > 0)
        return say("nobody yet");
    if (incident.isOpen() && incident.owner.isEmpty() && incident.quiet > 0)
        return say("quiet");
    return incident.owner.isEmpty() && incident.isOpen() ? say("held") : incident.owner;
}

QString belowTitle(const engine::Incident &incident)
{
    QStringList out{incident.id(), QCoreApplication::translate("wf::ui::IncidentRows", "%n alerts", nullptr,
                                                               static_cast<int>(incident.alerts.size()))};
    if (!incident.service.isEmpty())
        out << incident.service;
    return out.join(u"  "_s);
}

QString stateOf(const IncidentAlert &alert)
{
    if (!alert.fires())
        return say("over");
    if (alert.handling == Handling::Acknowledged && !alert.owner.isEmpty())
        return alert.owner;
    if (alert.handling == Handling::Open && !alert.quiet.isEmpty())
        return say("quiet");
    return engine::handlingName(alert.handling);
}

QVariant headData(const IncidentRow &row, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return row.head;
    case widgets::RowKeyRole:
        return QVariant::fromValue<quint64>(qHash(row.head) | (quint64(1) << 63));
    case widgets::GroupRole:
    case widgets::OneLineRole:
        return true;
    case widgets::GroupCountRole:
        return row.count;
    case widgets::AccessibleRowRole:
        return QString(row.head + u' ' + QString::number(row.count));
    default:
        return {};
    }
}

// What all cells of an alert have in common, in the tree and in the list.
QVariant alertData(const IncidentAlert &alert, const QString &text, quint64 key, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case widgets::RowKeyRole:
        return QVariant::fromValue(key);
    case widgets::GroupRole:
        return false;
    case widgets::SeverityRole:
        return static_cast<int>(alert.severity);
    case widgets::DimmedRole:
        return !alert.needsSomebody();
    case widgets::AccessibleRowRole:
        return QStringList{signals::severityName(alert.severity), engine::calledAs(alert), alert.service,
                           stateOf(alert)}
            .join(u", "_s);
    default:
        return {};
    }
}

QVariant alertRowData(const IncidentRow &row, const QString &text, int role)
{
    const auto &alert = *row.theAlert();
    switch (role) {
    case Qt::ToolTipRole:
        return QStringList{alert.name, alert.summary, alert.quiet}.join(u'\n').trimmed();
    case widgets::OneLineRole:
        return true;
    case widgets::TreeRole:
        return static_cast<int>(widgets::TreePart::Leaf);
    default:
        return alertData(alert, text, keyOf(row), role);
    }
}

using Text = std::function<QString(const engine::Incident &)>;
using AlertText = std::function<QString(const IncidentAlert &)>;

std::function<QVariant(const IncidentRow &, int)> incidentCell(Text text, AlertText ofAlert, Text second = {},
                                                               AlertText tail = {})
{
    return [text = std::move(text), ofAlert = std::move(ofAlert), second = std::move(second),
            tail = std::move(tail)](const IncidentRow &row, int role) -> QVariant {
        if (!row.incident)
            return headData(row, role);
        if (const auto *alert = row.theAlert()) {
            if (role == widgets::TailRole)
                return tail ? tail(*alert) : QVariant();
            return alertRowData(row, ofAlert(*alert), role);
        }
        const auto &one = *row.incident;
        switch (role) {
        case Qt::DisplayRole:
            return text(one);
        case widgets::SecondLineRole:
            return second ? QVariant(second(one)) : QVariant();
        case widgets::RowKeyRole:
            return QVariant::fromValue(keyOf(row));
        case widgets::TreeRole:
            return static_cast<int>(row.isOpen ? widgets::TreePart::Open : widgets::TreePart::Closed);
        case widgets::GroupRole:
            return false;
        case widgets::SeverityRole:
            return static_cast<int>(one.isOpen() ? one.severity : signals::Severity::Ok);
        case widgets::DimmedRole:
            return !one.isOpen() || one.needed == 0;
        case widgets::AccessibleRowRole:
            return QStringList{signals::severityName(one.severity), one.id(), one.title, one.owner}.join(u", "_s);
        default:
            return {};
        }
    };
}

std::function<QVariant(const IncidentAlert &, int)> alertCell(AlertText text)
{
    return [text = std::move(text)](const IncidentAlert &alert, int role) -> QVariant {
        if (role == Qt::ToolTipRole) // all of the reasons, which a narrow column cuts
            return QStringList{alert.name, alert.summary, evidenceText(alert), alert.quiet}.join(u'\n').trimmed();
        return alertData(alert, role == Qt::DisplayRole ? text(alert) : QString(), alert.key, role);
    };
}

} // namespace

ActivityModel *makeActivity(const base::Clock &clock, QObject *parent)
{
    const auto *now = &clock;
    const auto cell = [](std::function<QString(const engine::TimelineEntry &)> text) {
        return [text = std::move(text)](const ActivityRow &row, int role) -> QVariant {
            switch (role) {
            case Qt::ToolTipRole:
                return row.entry.attachment.isEmpty() ? QVariant() : say("Enter opens it, as it was kept");
            case Qt::DisplayRole:
                return text(row.entry);
            case widgets::RowKeyRole:
                return QVariant::fromValue<quint64>(row.key);
            case widgets::GroupRole:
                return false;
            case widgets::DimmedRole:
                return row.entry.kind == engine::TimelineEntry::Kind::AlertOver;
            case widgets::AccessibleRowRole:
                return QStringList{row.entry.who, row.entry.text}.join(u' ').trimmed();
            default:
                return {};
            }
        };
    };
    return new ActivityModel(
        {{say("When"), Qt::AlignLeft,
          cell([now](const auto &entry) { return base::dayAndTime(entry.ns, now->nowNs()); })},
         {say("Who"), Qt::AlignLeft, cell([](const auto &entry) { return entry.who; })},
         {say("What"), Qt::AlignLeft, cell([](const auto &entry) { return entry.text; })}},
        [](const ActivityRow &row) { return row.key; }, parent);
}

std::vector<ActivityRow> activityRows(const std::vector<engine::TimelineEntry> &timeline)
{
    std::vector<ActivityRow> out;
    for (auto it = timeline.rbegin(); it != timeline.rend(); ++it)
        out.push_back({qHashMulti(0, it->ns, it->who, it->text, static_cast<int>(it->kind)), *it});
    return out;
}

QString evidenceText(const IncidentAlert &alert)
{
    std::vector<std::pair<float, analysis::EvidenceKind>> kinds;
    for (std::size_t i = 0; i < analysis::evidenceKinds; ++i) {
        const auto kind = static_cast<analysis::EvidenceKind>(i);
        if (alert.evidence[kind] > 0)
            kinds.emplace_back(alert.evidence[kind], kind);
    }
    std::ranges::stable_sort(kinds, std::greater{}, [](const auto &one) { return one.first; });
    QStringList out;
    for (const auto &[weight, kind] : kinds)
        out << wordOf(kind);
    return out.isEmpty() ? say("it opened the incident") : out.join(u", "_s);
}

quint64 keyOf(const IncidentRow &row)
{
    constexpr quint64 ofAlerts = quint64(1) << 62;
    if (!row.incident)
        return headData(row, widgets::RowKeyRole).value<quint64>();
    if (const auto *alert = row.theAlert()) // it may fire twice in one incident
        return qHashMulti(0, row.incident->number, alert->key, alert->startNs) % ofAlerts | ofAlerts;
    return static_cast<quint64>(row.incident->number);
}

const engine::IncidentAlert *alertAt(const engine::IncidentPtr &incident, quint64 key)
{
    IncidentRow row{incident, {}, 0, 0, false};
    for (const auto count = static_cast<int>(incident->alerts.size()); row.alert < count; ++row.alert)
        if (keyOf(row) == key)
            return row.theAlert();
    return nullptr;
}

IncidentRowsModel *makeIncidentRows(const base::Clock &clock, QObject *parent)
{
    const auto *now = &clock;
    const auto nothing = [](const IncidentAlert &) { return QString(); };
    return new IncidentRowsModel(
        {{QString(), Qt::AlignLeft, incidentCell([](const auto &) { return QString(); }, nothing)},
         {say("Incident"), Qt::AlignLeft,
          incidentCell([](const auto &one) { return one.title; },
                       [](const IncidentAlert &alert) { return engine::calledAs(alert); }, belowTitle)},
         {say("Since"), Qt::AlignRight,
          incidentCell([now](const auto &one) { return ageOf(one, *now); },
                       [](const IncidentAlert &alert) { return alert.service; }, holderOf,
                       [now](const IncidentAlert &alert) { return base::dayAndTime(alert.startNs, now->nowNs()); })}},
        [](const IncidentRow &row) { return keyOf(row); }, parent);
}

std::vector<IncidentRow> incidentRows(const engine::IncidentSnapshot &incidents, const QSet<qint64> &opened,
                                      const QString &filter)
{
    const QStringList words = filter.split(u' ', Qt::SkipEmptyParts);
    const auto matches = [&words](const engine::Incident &one) {
        return std::ranges::all_of(words, [&one](const QString &word) {
            const auto has = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
            return has(one.title) || has(one.id()) || has(one.owner) || std::ranges::any_of(one.services, has) ||
                   std::ranges::any_of(one.alerts, [&has](const IncidentAlert &alert) {
                       return has(alert.name) || has(alert.summary);
                   });
        });
    };
    std::vector<IncidentRow> out;
    const auto add = [&](const QString &head, const std::vector<engine::IncidentPtr> &list) {
        const auto headAt = out.size();
        out.push_back({nullptr, head});
        for (const auto &one : list) {
            if (!matches(*one))
                continue;
            ++out[headAt].count;
            const bool isOpen = opened.contains(one->number);
            out.push_back({one, {}, 0, -1, isOpen});
            for (std::size_t i = 0; isOpen && i < std::min(one->alerts.size(), mostListed); ++i)
                out.push_back({one, {}, 0, static_cast<int>(i), false});
        }
        if (out[headAt].count == 0)
            out.pop_back();
    };
    add(say("Open"), incidents.open);
    add(say("Closed in the last 24 h"), incidents.closed);
    return out;
}

IncidentAlertsModel *makeIncidentAlerts(const base::Clock &clock, QObject *parent)
{
    const auto *now = &clock;
    return new IncidentAlertsModel(
        {{say("Severity"), Qt::AlignLeft, alertCell([](const auto &) { return QString(); })},
         {say("Alert"), Qt::AlignLeft, alertCell([](const auto &one) { return engine::calledAs(one); })},
         {say("Service"), Qt::AlignLeft, alertCell([](const auto &one) { return one.service; })},
         {say("Since"), Qt::AlignLeft,
          alertCell([now](const auto &one) { return base::dayAndTime(one.startNs, now->nowNs()); })},
         {say("State"), Qt::AlignLeft, alertCell([](const auto &one) { return stateOf(one); })},
         {say("Belongs here because"), Qt::AlignLeft, alertCell([](const auto &one) { return evidenceText(one); })}},
        [](const IncidentAlert &alert) { return alert.key; }, parent);
}

} // namespace wf::ui
