// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of a dashboard on the chart of a panel.
#include "ui/base/findings.h"
#include "ui/dashboards/board/card/boardcard.h"
#include "ui/dashboards/board/card/notepopup.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"
#include "widgets/chart/chartview.h"

#include <QCursor>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::ChartAnnotation;

void BoardCard::addNotes(widgets::ChartData &shown) const
{
    if (!m_around.annotations || !m_around.annotations->dashboard())
        return;
    const auto &annotations = m_around.annotations->dashboard()->annotations;
    const auto &notes = *m_around.annotations->notes();
    const widgets::Theme &theme = widgets::Theme::of(this);
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const engine::BoardNote &note = notes[i];
        if (note.annotation >= annotations.size() ||
            !engine::isForPanel(annotations[note.annotation], m_placed.panel.id))
            continue;
        const auto &annotation = annotations[note.annotation];
        const QColor color = widgets::writtenColor(annotation.iconColor, theme, QColor());
        const QString title = note.title.isEmpty() ? annotation.name : note.title;
        ChartAnnotation mark{ChartAnnotation::Note, note.range, 0,
                             note.text.isEmpty() ? title : QString(title + u": "_s + note.text.left(200)),
                             QString::number(i)};
        if (color.isValid())
            mark.color = static_cast<int>(color.rgb() & 0xffffffU);
        shown.annotations.push_back(std::move(mark));
    }
}

void BoardCard::showNotes()
{
    if (m_chart && m_chart->data() && !m_figure.isEmpty())
        paintFigure();
}

void BoardCard::clickMark(int index)
{
    const ChartAnnotation &mark = m_chart->data()->annotations[static_cast<std::size_t>(index)];
    if (mark.kind != ChartAnnotation::Note) {
        if (const auto run = runSubject(mark); !run.isNone())
            m_around.context.open(run);
        return;
    }
    const auto notes = m_around.annotations->notes();
    const auto at = mark.id.toULongLong();
    if (at >= notes->size())
        return;
    const engine::BoardNote &note = (*notes)[at];
    const auto &annotations = m_around.annotations->dashboard()->annotations;
    auto *popup =
        new NotePopup(note, note.annotation < annotations.size() ? annotations[note.annotation].name : QString(), this);
    popup->popupAt(QCursor::pos() + QPoint(8, 8));
}

} // namespace wf::ui
