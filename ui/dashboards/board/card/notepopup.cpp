// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/card/notepopup.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScreen>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int popupWidth = 340;
constexpr qsizetype mostText = 2000;

} // namespace

NotePopup::NotePopup(const engine::BoardNote &note, const QString &annotation, QWidget *parent)
    : QWidget(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(4);
    const auto add = [&](const QString &text, TextRole role, PlainLabel::Tone tone) {
        if (text.trimmed().isEmpty())
            return;
        m_lines << base::visibleText(text, mostText);
        auto *label = new PlainLabel(m_lines.last(), role, tone);
        label->setWrap(true);
        label->setFixedWidth(popupWidth - 24);
        column->addWidget(label);
    };
    QString when = base::timeOfDay(note.range.startNs) + u" UTC"_s;
    if (note.range.lengthNs() > 0)
        when = tr("%1 \u2013 %2 UTC, %3")
                   .arg(base::timeOfDay(note.range.startNs), base::timeOfDay(note.range.endNs),
                        base::humanDuration(note.range.lengthNs()));
    add(note.title.isEmpty() ? annotation : note.title, TextRole::Strong, PlainLabel::Tone::Primary);
    add(when, TextRole::Small, PlainLabel::Tone::Secondary);
    add(note.text, TextRole::Base, PlainLabel::Tone::Primary);
    add(note.tags.mid(0, 30).join(u"  \u00b7  "_s), TextRole::Small, PlainLabel::Tone::Secondary);
    if (!note.title.isEmpty())
        add(annotation, TextRole::Micro, PlainLabel::Tone::Tertiary);
    setAccessibleName(m_lines.join(u", "_s));
}

void NotePopup::popupAt(QPoint at)
{
    setFixedWidth(popupWidth);
    adjustSize();
    const QRect room = parentWidget()->screen()->availableGeometry();
    move(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
}

void NotePopup::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.raised);
    p.setPen(t.line.strong);
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wf::ui
