// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/tabs/notificationspanel.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "ui/incidents/rows/incidentrows.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QVBoxLayout>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::Delivery;
using widgets::CellKind;

namespace {

QString say(const char *text)
{
    return NotificationsPanel::tr(text);
}

QString stateOf(const Delivery &one, qint64 nowNs)
{
    switch (one.state) {
    case store::OpState::Done:
    case store::OpState::Applied:
    case store::OpState::Verified:
        return say("delivered in %1")
            .arg(base::humanDuration(std::max<qint64>(base::nsPerSecond, one.updatedNs - one.createdNs)));
    case store::OpState::NeedsAttention:
        return one.error.isEmpty() ? say("did not go out") : say("did not go out: %1").arg(one.error);
    case store::OpState::Queued:
    case store::OpState::Sending:
        break;
    }
    if (one.attempts == 0)
        return say("on its way");
    return say("try %1 at %2: %3").arg(one.attempts + 1).arg(base::dayAndTime(one.nextAtNs, nowNs), one.error);
}

QString stepOf(signals::NotifyStep step)
{
    switch (step) {
    case signals::NotifyStep::Trigger:
        return say("told of it");
    case signals::NotifyStep::Update:
        return say("told that it is worse");
    case signals::NotifyStep::Acknowledge:
        return say("told that somebody took it");
    case signals::NotifyStep::Resolve:
        return say("told that it is over");
    case signals::NotifyStep::Test:
        return say("a test");
    }
    return {};
}

auto cell(std::function<QString(const Delivery &)> text)
{
    return [text = std::move(text)](const Delivery &one, int role) -> QVariant {
        switch (role) {
        case Qt::DisplayRole:
            return text(one);
        case widgets::RowKeyRole:
            return QVariant::fromValue<quint64>(qHash(one.order.key));
        case widgets::GroupRole:
            return false;
        case widgets::ToneRole:
            return one.state == store::OpState::NeedsAttention ? QVariant(static_cast<int>(signals::Severity::Critical))
                                                               : QVariant();
        case widgets::AccessibleRowRole:
            return QStringList{one.order.channel, one.order.to, stepOf(one.order.what.step), one.error}.join(u' ');
        default:
            return {};
        }
    };
}

} // namespace

NextEscalation nextEscalation(const Telling &telling, const engine::Incident &incident, qint64 nowNs)
{
    if (!incident.isOpen())
        return {say("it is over")};
    if (!telling.escalations)
        return {say("this console tells nobody"), true};
    const auto view = telling.escalations->view(incident.number);
    if (!view)
        return {telling.escalations->settings().escalations.empty() ? say("none is set up") : say("none is for it")};
    if (view->isHeld)
        return {say("stands while it is held")};
    QStringList names; // where they are told stands in the tab
    for (const QString &one : view->next)
        names << (one.endsWith(u"(nobody now)"_s) ? one : one.section(u" ("_s, 0, 0).remove(u"on call in "_s));
    const QString whom = names.join(u", "_s);
    if (view->nextStep == 0)
        return {say("all steps are told"), true};
    if (view->nextNs == 0 || !view->isRun)
        return {telling.escalations->runWords(), !telling.escalations->isRunAnywhere()};
    const qint64 left = view->nextNs - nowNs;
    const double all = static_cast<double>(std::max<qint64>(1, view->nextNs - incident.openedNs));
    return {left <= 0 ? say("now to %1").arg(whom) : say("%1 to %2").arg(base::clockDuration(left), whom), false,
            std::clamp(1 - static_cast<double>(left) / all, 0.0, 1.0)};
}

NotificationsPanel::NotificationsPanel(WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_rows(new items::RowsModel<Delivery, QString>(
          {{tr("When"), Qt::AlignLeft,
            cell([&context](const auto &one) { return base::dayAndTime(one.createdNs, context.clock().nowNs()); })},
           {tr("To"), Qt::AlignLeft, cell([](const auto &one) {
                return QStringList{one.order.channel, one.order.to}.join(u' ').trimmed();
            })},
           {tr("What"), Qt::AlignLeft, cell([](const auto &one) { return stepOf(one.order.what.step); })},
           {tr("What became of it"), Qt::AlignLeft,
            cell([&context](const auto &one) { return stateOf(one, context.clock().nowNs()); })}},
          [](const Delivery &one) { return one.order.key; }, this)),
      m_table(new widgets::RowTable),
      m_next(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary))
{
    m_table->setAccessibleName(tr("Who was told, newest first"));
    m_table->setColumns({{.width = 96, .sortable = false},
                         {.minimum = 110, .stretch = 2, .sortable = false},
                         {.minimum = 110, .stretch = 2, .sortable = false},
                         {.minimum = 120, .stretch = 3, .sortable = false}});
    m_table->setModel(new RowKinds(m_rows,
                                   {static_cast<int>(CellKind::Mono), static_cast<int>(CellKind::Text),
                                    static_cast<int>(CellKind::Text), static_cast<int>(CellKind::Text)},
                                   1, this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QVBoxLayout;
    line->setContentsMargins(12, 7, 12, 7);
    m_next->setWrap(true);
    line->addWidget(m_next);
    column->addLayout(line);
    column->addWidget(m_table, 1);
    column->addStretch(0);
}

NotificationsPanel::~NotificationsPanel() = default;

void NotificationsPanel::setTelling(const Telling &telling)
{
    m_telling = telling;
    if (m_telling.deliveries)
        connect(m_telling.deliveries, &engine::DeliveryDesk::changed, this, &NotificationsPanel::refresh);
    if (m_telling.escalations)
        connect(m_telling.escalations, &engine::EscalationKeeper::changed, this, &NotificationsPanel::refresh);
    refresh();
}

void NotificationsPanel::show(const engine::IncidentPtr &incident)
{
    m_incident = incident;
    refresh();
}

int NotificationsPanel::count() const
{
    return m_rows->rowCount();
}

QString NotificationsPanel::words() const
{
    return m_next->text();
}

void NotificationsPanel::refresh()
{
    std::vector<Delivery> rows;
    if (m_incident && m_telling.deliveries)
        for (auto &one : m_telling.deliveries->log())
            if (one.order.what.incident == m_incident->id())
                rows.push_back(std::move(one));
    m_rows->setRows(std::move(rows));
    m_table->setVisible(m_rows->rowCount() > 0);
    if (m_incident) {
        const auto next = nextEscalation(m_telling, *m_incident, m_context.clock().nowNs());
        const auto view = m_telling.escalations ? m_telling.escalations->view(m_incident->number) : std::nullopt;
        const bool isThrough = view && view->nextStep == 0 && !view->isHeld;
        QString words =
            !view ? tr("Escalation: %1.").arg(next.words)
            : isThrough
                ? tr("Escalation %1, %2: all steps are told.").arg(view->escalation, m_telling.escalations->runWords())
                : tr("Escalation %1, %2, %n steps told. Next: %3.", nullptr, view->told)
                      .arg(view->escalation, m_telling.escalations->runWords(),
                           view->isRun || view->isHeld ? next.words : tr("not by this console"));
        if (m_rows->rowCount() == 0)
            words += u' ' + tr("Nobody was told of it by this console.");
        if (view && !m_telling.escalations->isRunAnywhere())
            words += u' ' + tr("\"Run escalations here\" in the palette (Ctrl+K) makes this console tell people.");
        m_next->setText(words);
        m_next->setTone(next.isWarning ? widgets::PlainLabel::Tone::Warning : widgets::PlainLabel::Tone::Secondary);
    }
    Q_EMIT changed();
}

} // namespace wf::ui
