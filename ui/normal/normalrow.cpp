// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/normal/normalrow.h"

#include "models/base/untrusted.h"
#include "ui/normal/usualview.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPainter>

namespace wf::ui {

using engine::NormalVerdict;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int indent = 34; // where the words begin, right of the mark

} // namespace

NormalRow::NormalRow(QWidget *parent)
    : QWidget(parent),
      m_title(new PlainLabel({}, TextRole::Strong)),
      m_value(new PlainLabel({}, TextRole::Base)),
      m_reason(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_facts(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_query(new PlainLabel({}, TextRole::MonoSmall, PlainLabel::Tone::Tertiary)),
      m_view(new UsualView),
      m_copy(new widgets::IconButton(QStringLiteral("copy"), tr("Copy query"))),
      m_moves(new widgets::IconButton(QStringLiteral("compare"), tr("What moves with it?"))),
      m_open(new widgets::IconButton(QStringLiteral("open"), tr("Open")))
{
    m_title->setWrap(true);
    m_reason->setWrap(true);
    m_facts->setWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_value);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addLayout(words, 1);
    head->addWidget(m_view, 0, Qt::AlignTop);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(2);
    foot->addWidget(m_query, 1);
    for (widgets::IconButton *button : {m_copy, m_moves, m_open})
        foot->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(indent, 8, 12, 6);
    column->setSpacing(3);
    column->addLayout(head);
    column->addWidget(m_reason);
    column->addWidget(m_facts);
    column->addLayout(foot);
    connect(m_copy, &QAbstractButton::clicked, this, [this] { Q_EMIT copyRequested(m_line.query); });
    connect(m_moves, &QAbstractButton::clicked, this, [this] { Q_EMIT movesRequested(m_line.subject); });
    connect(m_open, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_line.subject); });
}

void NormalRow::show(const engine::NormalLine &line, qint64 atNs)
{
    m_line = line;
    const QString title = base::visibleText(line.title, 200);
    m_title->setText(title);
    m_value->setText(engine::normalValue(line));
    m_reason->setText(engine::normalReason(line));
    m_facts->setText(engine::normalFacts(line, atNs));
    m_facts->setVisible(!m_facts->text().isEmpty());
    m_query->setText(base::visibleText(line.query, 400));
    m_view->show(line);
    m_copy->setVisible(!line.query.isEmpty());
    m_moves->setVisible(line.subject.kind == signals::SubjectKind::Metric);
    m_open->setVisible(!line.subject.isNone());
    setAccessibleName(title);
    setAccessibleDescription(engine::normalName(line.verdict) + QStringLiteral(", ") + m_value->text() +
                             QStringLiteral(". ") + m_reason->text());
    update();
}

void NormalRow::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.subtle);
    const QRectF mark(12, 10, 14, 14);
    switch (m_line.verdict) {
    case NormalVerdict::Unusual:
        return widgets::paintIcon(p, QStringLiteral("anomaly"), mark, t.signal.anomaly);
    case NormalVerdict::Usual:
        return widgets::paintSeverity(p, signals::Severity::Ok, mark);
    case NormalVerdict::Unknown:
        return widgets::paintIcon(p, QStringLiteral("help"), mark, t.text.tertiary);
    }
}

} // namespace wf::ui
