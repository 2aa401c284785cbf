// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/write/builderrow.h"

#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

namespace {
constexpr int indent = 48, captionWidth = 92, gap = 6;
}

BuilderRow::BuilderRow(const QString &caption, QWidget *parent) : QWidget(parent), m_line(new QHBoxLayout)
{
    m_line->setSpacing(gap);
    auto *label = new PlainLabel(caption, TextRole::Small, PlainLabel::Tone::Secondary);
    label->setFixedWidth(captionWidth);
    m_line->addWidget(label);
    m_problem = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Critical);
    m_problem->setWrap(true);
    m_problem->hide();
    auto *said = new QHBoxLayout;
    said->addSpacing(captionWidth + gap);
    said->addWidget(m_problem, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(indent, 1, 12, 1);
    column->setSpacing(2);
    column->addLayout(m_line);
    column->addLayout(said);
}

void BuilderRow::setProblem(const QString &words)
{
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
}

QString BuilderRow::problem() const
{
    return m_problem->text();
}

} // namespace wf::ui
