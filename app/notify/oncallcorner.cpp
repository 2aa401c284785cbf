// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/oncallcorner.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/text/plainlabel.h"

#include <QHBoxLayout>
#include <QMenuBar>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {
constexpr int everyMs = 30'000;
constexpr qsizetype longest = 160;
} // namespace

OnCallCorner::OnCallCorner(QMenuBar *bar, const Notifier &notifier, const base::Clock &clock)
    : QObject(bar),
      m_bar(bar),
      m_notifier(notifier),
      m_clock(clock),
      m_label(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary))
{
    auto *corner = new QWidget;
    auto *room = new QHBoxLayout(corner);
    room->setContentsMargins(0, 4, 14, 4);
    room->addWidget(m_label);
    bar->setCornerWidget(corner);
    connect(&notifier.escalations(), &engine::EscalationKeeper::changed, this, &OnCallCorner::show);
    m_timer.callOnTimeout(this, &OnCallCorner::show);
    m_timer.start(everyMs);
}

QString OnCallCorner::words() const
{
    const auto &escalations = m_notifier.escalations();
    const qint64 now = m_clock.nowNs();
    QStringList words;
    for (const auto &[rota, untilNs] : m_notifier.ownRotas())
        words << (untilNs > 0 ? tr("You are on call, %1, until %2").arg(rota, base::dayAndTime(untilNs, now))
                              : tr("You are on call, %1").arg(rota));
    if (words.isEmpty() && !escalations.settings().rotas.empty()) {
        // The first to be called; the rest stands in Settings.
        const auto &rota = escalations.settings().rotas.front();
        const auto onCall = escalations.onCall(rota, now);
        QStringList people;
        for (const auto *person : onCall.people)
            people << person->name;
        const QString who = people.isEmpty() ? tr("nobody") : people.join(u", "_s);
        words << (onCall.untilNs > 0 && !people.isEmpty()
                      ? tr("On call: %1, %2, until %3").arg(who, rota.name, base::dayAndTime(onCall.untilNs, now))
                      : tr("On call: %1, %2").arg(who, rota.name));
    }
    if (!escalations.settings().escalations.empty())
        words << tr("Escalations %1").arg(escalations.runWords());
    return words.join(u" · "_s);
}

void OnCallCorner::show()
{
    m_label->setText(base::visibleText(words(), longest));
    m_label->parentWidget()->adjustSize();
    m_bar->adjustSize();
}

} // namespace wf::app
