// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/missingnote.h"

#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QGridLayout>
#include <QPainter>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int mostShown = 100;

} // namespace

QStringList MissingNote::sentences(const std::vector<engine::MissingPanel> &missing)
{
    QStringList out;
    for (const engine::MissingPanel &one : missing)
        out << QString(one.title + QStringLiteral(": ") + one.why);
    return out;
}

MissingNote::MissingNote(const std::vector<engine::MissingPanel> &missing, QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 10, 12, 14);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new PlainLabel(tr("Not shown, and why"), TextRole::Strong, PlainLabel::Tone::Secondary), 0, 0, 1,
                    2);
    int row = 1;
    for (const engine::MissingPanel &one : missing) {
        if (row > mostShown)
            break;
        grid->addWidget(new PlainLabel(one.title, TextRole::Small, PlainLabel::Tone::Secondary), row, 0,
                        Qt::AlignTop | Qt::AlignLeft);
        auto *why = new PlainLabel(one.why, TextRole::Small, PlainLabel::Tone::Tertiary);
        why->setWrap(true);
        grid->addWidget(why, row++, 1);
    }
    setAccessibleName(tr("Not shown, and why"));
    setAccessibleDescription(sentences(missing).join(QStringLiteral("; ")));
}

void MissingNote::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.canvas);
    p.fillRect(QRect(0, 0, width(), 1), t.line.panel);
}

} // namespace wf::ui
