// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/hearerspanel.h"

#include "ui/rules/editor/panels/iconline.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QPainter>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

namespace {

constexpr std::size_t mostShown = 4;

QString iconOf(const engine::Hearer &hearer)
{
    if (hearer.ways.isEmpty())
        return u"silence"_s;
    if (hearer.ways.contains(u"pagerduty"_s) || hearer.ways.contains(u"opsgenie"_s))
        return u"phone"_s;
    return hearer.ways.contains(u"webhook"_s) && hearer.ways.size() == 1 ? u"webhook"_s : u"mail"_s;
}

} // namespace

HearersPanel::HearersPanel(engine::HearerDesk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_rows(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 9, 14, 10);
    column->setSpacing(4);
    column->addWidget(new PlainLabel(tr("Who hears of it"), TextRole::Micro, Tone::Tertiary));
    m_rows->setSpacing(4);
    column->addLayout(m_rows);
    connect(&m_desk, &engine::HearerDesk::changed, this, &HearersPanel::fill);
    fill();
}

void HearersPanel::show(const base::Labels &alert)
{
    if (alert == m_alert && m_why.isEmpty())
        return;
    m_alert = alert;
    m_why.clear();
    fill();
}

void HearersPanel::hideWhy(const QString &why)
{
    m_why = why;
    fill();
}

void HearersPanel::fill()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto add = [this](const QString &icon, const QString &text, Tone tone, const QString &second = {}) {
        auto *line = new IconLine(second.isEmpty(), this);
        m_rows->addWidget(line);
        line->show(icon, text, tone, second);
    };
    if (!m_why.isEmpty())
        return add(u"info"_s, m_why, Tone::Tertiary);
    const auto own = m_desk.ownHearers(m_alert);
    fillRoutes(add, own.empty());
    for (const auto &one : own) {
        const QString whom = one.where.isEmpty() ? one.whom : tr("%1: %2").arg(one.where, one.whom);
        add(u"escalate"_s, tr("escalation %1").arg(one.escalation), m_desk.isOwnRun() ? Tone::Primary : Tone::Warning,
            m_desk.ownRunBy().isEmpty() ? whom : tr("%1; %2").arg(whom, m_desk.ownRunBy()));
    }
}

// What Alertmanager does with it. `isAll`: no escalation of this console is for it.
void HearersPanel::fillRoutes(const AddLine &add, bool isAll)
{
    if (!m_desk.routing()) {
        if (!m_desk.hasAlertmanager()) {
            if (isAll)
                add(u"info"_s, tr("No Alertmanager is connected: whoever watches this console."), Tone::Tertiary, {});
            return;
        }
        if (m_desk.error())
            return add(u"sev-warning"_s, tr("The routes are not known: %1").arg(m_desk.error()->summary), Tone::Warning,
                       {});
        return add(u"info"_s,
                   m_desk.isAsking() ? tr("Asking Alertmanager for its routes")
                                     : tr("The Alertmanager tells no routes: whoever watches this console."),
                   Tone::Tertiary, {});
    }
    const auto hearers = engine::hearersOf(*m_desk.routing(), m_alert);
    for (std::size_t i = 0; i < std::min(hearers.size(), mostShown); ++i)
        add(iconOf(hearers[i]), hearers[i].receiver, hearers[i].ways.isEmpty() ? Tone::Warning : Tone::Primary,
            engine::hearerWords(hearers[i]));
    if (hearers.size() > mostShown)
        add(u"more"_s, tr("and %1 more").arg(hearers.size() - mostShown), Tone::Tertiary, {});
}

void HearersPanel::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.fillRect(QRect(0, 0, width(), 1), widgets::Theme::of(this).line.panel);
}

} // namespace wf::ui
