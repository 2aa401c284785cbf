// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/list/ruleglance.h"

#include "models/base/duration.h"
#include "models/engine/explore/language/syntax.h"
#include "ui/rules/list/rulecells.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/codeedit/codeedit.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

RuleGlance::RuleGlance(QWidget *parent)
    : QWidget(parent),
      m_name(new PlainLabel({}, TextRole::Strong)),
      m_facts(new PlainLabel({}, TextRole::Small, Tone::Secondary)),
      m_error(new PlainLabel({}, TextRole::Small, Tone::Critical)),
      m_summary(new PlainLabel({}, TextRole::Small, Tone::Secondary)),
      m_expr(new widgets::CodeEdit(tr("Expression of the rule"))),
      m_edit(new widgets::Button(tr("Edit rule"), u"edit"_s, u"E"_s)),
      m_copy(new widgets::Button(tr("Copy as YAML"), u"copy"_s, u"Y"_s)),
      m_reads(new widgets::PickButton(tr("Reads"), {}))
{
    build();
    show(nullptr, false);
}

void RuleGlance::build()
{
    m_error->setWrap(true);
    m_summary->setElide(Qt::ElideRight);
    m_expr->setReadOnly(true);
    m_expr->setMarker(engine::promqlSpans);
    m_expr->setLinesShown(1, 6);
    m_reads->setAccessibleName(tr("Who alerts on what the rule reads"));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_name);
    head->addWidget(m_facts, 1);
    for (QWidget *one :
         {static_cast<QWidget *>(m_reads), static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_edit)})
        head->addWidget(one);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_error);
    column->addWidget(m_summary);
    column->addWidget(m_expr);
    connect(m_edit, &QPushButton::clicked, this, &RuleGlance::editRequested);
    connect(m_copy, &QPushButton::clicked, this, &RuleGlance::copyRequested);
    connect(m_reads, &QToolButton::clicked, this, &RuleGlance::askReaders);
}

void RuleGlance::show(const engine::KnownRulePtr &rule, bool hasDraft)
{
    m_rule = rule;
    setVisible(rule != nullptr);
    if (!rule)
        return;
    m_name->setText(rule->rule.name);
    QStringList facts;
    if (rule->rule.forNs > 0)
        facts << tr("for %1").arg(base::promDuration(rule->rule.forNs));
    if (rule->rule.keepFiringForNs > 0)
        facts << tr("keeps firing for %1").arg(base::promDuration(rule->rule.keepFiringForNs));
    if (!rule->alerts())
        facts << tr("recording rule");
    facts << tr("group %1").arg(rule->rule.group) << rule->sourceName;
    if (rule->rule.intervalNs > 0)
        facts << tr("every %1").arg(base::promDuration(rule->rule.intervalNs));
    if (hasDraft)
        facts << tr("there is a draft that is not saved");
    m_facts->setText(facts.join(u", "_s));
    m_error->setText(rule->rule.lastError);
    m_error->setVisible(!rule->rule.lastError.isEmpty());
    const QString summary = rule->rule.annotations.text("summary");
    m_summary->setText(summary);
    m_summary->setVisible(!summary.isEmpty());
    m_expr->setMarker(rule->isOverLogs ? widgets::CodeEdit::Marker() : engine::promqlSpans);
    m_expr->setCode(rule->rule.query.trimmed());
    m_reads->setVisible(!rule->metrics.isEmpty());
    m_reads->setValue(rule->metrics.size() == 1 ? rule->metrics.front() : tr("%1 metrics").arg(rule->metrics.size()));
}

void RuleGlance::askReaders()
{
    if (!m_rule || m_rule->metrics.isEmpty())
        return;
    if (m_rule->metrics.size() == 1) {
        Q_EMIT readersRequested(m_rule->metrics.front());
        return;
    }
    auto *menu = new QMenu(m_reads);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &metric : m_rule->metrics)
        connect(menu->addAction(tr("Who alerts on %1").arg(QString(metric).replace(u'&', u"&&"_s))),
                &QAction::triggered, this, [this, metric] { Q_EMIT readersRequested(metric); });
    menu->popup(m_reads->mapToGlobal(QPoint(0, m_reads->height())));
}

void RuleGlance::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRect(0, 0, width(), 1), t.line.panel);
}

} // namespace wf::ui
