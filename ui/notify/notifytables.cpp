// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/notifytables.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "widgets/base/controls/celldelegate.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::Severity;
using wire::NotifySection;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("NotifySettings", text);
}

template<class Row, class What>
items::RowColumn<Row> textColumn(const QString &title, What what)
{
    return {title, Qt::AlignLeft, [what](const Row &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(r);
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Text)) : QVariant();
            }};
}

template<class Row, class Tone>
items::RowColumn<Row> toned(items::RowColumn<Row> column, Tone tone)
{
    const auto text = column.data;
    column.data = [text, tone](const Row &r, int role) -> QVariant {
        if (role != widgets::ToneRole)
            return text(r, role);
        const Severity severity = tone(r);
        return severity == Severity::Unknown ? QVariant() : QVariant(static_cast<int>(severity));
    };
    return column;
}

QString placeOf(const wire::Channel &channel)
{
    if (channel.kind == wire::Channel::Kind::Desktop)
        return tr("this desktop");
    if (!channel.to.isEmpty())
        return channel.to.join(u", "_s);
    return !channel.target.isEmpty() ? channel.target : !channel.address.isEmpty() ? channel.address : channel.secret;
}

// How the last message to a channel went.
void noteLast(SettingsRow &row, const std::vector<engine::Delivery> &log, qint64 nowNs)
{
    const auto last = std::ranges::find(log, row.name, [](const engine::Delivery &d) { return d.order.channel; });
    if (last == log.end())
        return;
    const QString when = base::dayAndTime(last->updatedNs, nowNs);
    if (last->isTaken()) {
        row.note = tr("taken %1").arg(when);
    } else if (last->state == store::OpState::NeedsAttention || last->state == store::OpState::Done) {
        row.note = last->error;
        row.tone = Severity::Critical;
    } else {
        row.note = last->error.isEmpty() ? tr("waits") : last->error;
        row.tone = Severity::Warning;
    }
}

QString targetWords(const signals::NotifyTarget &target)
{
    return !target.channel.isEmpty()  ? target.channel
           : !target.person.isEmpty() ? target.person
                                      : tr("on call %1").arg(target.onCall);
}

QString conditionWords(const signals::Escalation &escalation)
{
    QStringList out;
    for (const Severity severity : escalation.severities)
        out << signals::severityName(severity);
    if (!escalation.services.isEmpty())
        out << escalation.services.join(u", "_s);
    for (const auto &hours : escalation.hours)
        out << windowWords(hours);
    if (escalation.onlyWithBurn)
        out << tr("an objective burns");
    return out.isEmpty() ? tr("every incident") : out.join(u" · "_s);
}

QString stepWords(const signals::Escalation &escalation)
{
    QStringList out;
    for (const auto &step : escalation.steps) {
        QStringList targets;
        for (const auto &target : step.targets)
            targets << targetWords(target);
        const QString who = targets.join(u" + "_s);
        out << (step.afterNs > 0 ? tr("%1 later %2").arg(base::humanDuration(step.afterNs), who) : who);
    }
    if (escalation.rounds > 1)
        out << tr("%1 rounds").arg(escalation.rounds);
    return out.join(u" → "_s);
}

SettingsRow rotaRow(std::size_t index, const signals::OnCallRota &rota, const engine::EscalationKeeper &escalations,
                    qint64 nowNs)
{
    SettingsRow row{index, rota.name, {}, rota.calendar, {}};
    const auto now = escalations.onCall(rota, nowNs);
    QStringList people;
    for (const auto *person : now.people)
        people << person->name;
    row.kind = people.isEmpty() ? tr("nobody now") : people.join(u", "_s);
    row.tone = people.isEmpty() ? Severity::Warning : Severity::Unknown;
    row.note = now.untilNs > 0 ? tr("until %1").arg(base::dayAndTime(now.untilNs, nowNs)) : QString();
    if (now.isOverride)
        row.note += tr(", stands in");
    return row;
}

} // namespace

QString windowWords(const base::RecurringWindow &window)
{
    const auto &spec = window.spec();
    QStringList out{tr("%1 for %2").arg(spec.first.toString(u"ddd HH:mm"_s), base::humanDuration(spec.lengthNs))};
    if (spec.rule)
        out << base::recurrenceText(*spec.rule);
    out << QString::fromLatin1(spec.zone.id());
    return out.join(u", "_s);
}

std::vector<SettingsRow> settingsRows(NotifySection section, const wire::NotifySettings &settings,
                                      const engine::EscalationKeeper &escalations,
                                      const std::vector<engine::Delivery> &log, qint64 nowNs)
{
    std::vector<SettingsRow> out;
    const auto each = [&out](const auto &all, auto make) {
        for (std::size_t i = 0; i < all.size(); ++i)
            out.push_back(make(i, all[i]));
    };
    switch (section) {
    case NotifySection::Channels:
        each(settings.channels, [&](std::size_t i, const wire::Channel &one) {
            SettingsRow row{i, one.name, wire::channelKindName(one.kind), placeOf(one), {}};
            if (one.isTested)
                row.kind += tr(", self-test");
            noteLast(row, log, nowNs);
            return row;
        });
        break;
    case NotifySection::People:
        each(settings.people, [](std::size_t i, const signals::Person &one) {
            return SettingsRow{i, one.name, one.channels.join(u", "_s), one.known.join(u", "_s), {}};
        });
        break;
    case NotifySection::OnCall:
        each(settings.rotas, [&](std::size_t i, const auto &one) { return rotaRow(i, one, escalations, nowNs); });
        break;
    case NotifySection::Escalations:
        each(settings.escalations, [](std::size_t i, const signals::Escalation &one) {
            return SettingsRow{i, one.name, conditionWords(one), stepWords(one), {}};
        });
        break;
    case NotifySection::QuietHours:
        each(settings.quiet, [&](std::size_t i, const wire::QuietHours &one) {
            QStringList except;
            for (const Severity severity : one.except)
                except << signals::severityName(severity);
            return SettingsRow{i,
                               windowWords(one.when),
                               except.isEmpty() ? QString() : tr("except %1").arg(except.join(u", "_s)),
                               {},
                               one.when.at(nowNs) ? tr("now") : QString()};
        });
        break;
    case NotifySection::Watches:
        each(settings.watches, [&](std::size_t i, const base::RecurringWindow &one) {
            return SettingsRow{i, windowWords(one), {}, {}, one.at(nowNs) ? tr("now") : QString()};
        });
        break;
    }
    return out;
}

bool hasNow(NotifySection section)
{
    return section != NotifySection::People && section != NotifySection::Escalations;
}

std::vector<items::RowColumn<SettingsRow>> settingsColumns(NotifySection section)
{
    struct Titles {
        QString name, kind, what;
    };
    const auto titles = [section]() -> Titles {
        switch (section) {
        case NotifySection::Channels:
            return {tr("Name"), tr("Kind"), tr("To")};
        case NotifySection::People:
            return {tr("Name"), tr("Channels"), tr("Known as")};
        case NotifySection::OnCall:
            return {tr("Rota"), tr("On call"), tr("Calendar")};
        case NotifySection::Escalations:
            return {tr("Name"), tr("When"), tr("Tells")};
        case NotifySection::QuietHours:
        case NotifySection::Watches:
            break;
        }
        return {tr("When"), section == NotifySection::QuietHours ? tr("Except") : QString(), {}};
    }();
    return {textColumn<SettingsRow>(titles.name, [](const SettingsRow &r) { return r.name; }),
            textColumn<SettingsRow>(titles.kind, [](const SettingsRow &r) { return r.kind; }),
            textColumn<SettingsRow>(titles.what, [](const SettingsRow &r) { return r.what; }),
            toned(textColumn<SettingsRow>(hasNow(section) ? tr("Now") : QString(),
                                          [](const SettingsRow &r) { return r.note; }),
                  [](const SettingsRow &r) { return r.tone; })};
}

std::vector<items::RowColumn<engine::Delivery>> deliveryColumns(const base::Clock &clock)
{
    using engine::Delivery;
    auto state = textColumn<Delivery>(tr("State"), [](const Delivery &d) -> QString {
        const QString name = d.isTaken()                                 ? tr("taken")
                             : d.state == store::OpState::Done           ? tr("not taken")
                             : d.state == store::OpState::NeedsAttention ? tr("refused")
                                                                         : tr("waits");
        return d.attempts > 1 ? tr("%1, attempt %2").arg(name).arg(d.attempts) : name;
    });
    return {textColumn<Delivery>(tr("When"),
                                 [&clock](const Delivery &d) { return base::dayAndTime(d.createdNs, clock.nowNs()); }),
            textColumn<Delivery>(tr("To"),
                                 [](const Delivery &d) -> QString {
                                     return d.order.to.isEmpty() ? d.order.channel
                                                                 : u"%1 (%2)"_s.arg(d.order.channel, d.order.to);
                                 }),
            textColumn<Delivery>(tr("What"), [](const Delivery &d) { return engine::orderSubject(d.order); }),
            toned(std::move(state),
                  [](const Delivery &d) {
                      return d.state == store::OpState::NeedsAttention ? Severity::Critical
                             : !d.error.isEmpty()                      ? Severity::Warning
                                                                       : Severity::Unknown;
                  }),
            textColumn<Delivery>(tr("Said"), [](const Delivery &d) { return d.error; })};
}

} // namespace wf::ui
