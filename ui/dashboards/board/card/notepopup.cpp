// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/card/notepopup.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/text/plainlabel.h"

#include <QLayout>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int popupWidth = 340;
constexpr qsizetype mostText = 2000;

} // namespace

NotePopup::NotePopup(const engine::BoardNote &note, const QString &annotation, QWidget *parent)
    : PopupCard(popupWidth, parent)
{
    layout()->setSpacing(4);
    const auto add = [&](const QString &text, TextRole role, PlainLabel::Tone tone) {
        if (text.trimmed().isEmpty())
            return;
        m_lines << base::visibleText(text, mostText);
        auto *label = new PlainLabel(m_lines.last(), role, tone);
        label->setWrap(true);
        label->setFixedWidth(textWidth());
        layout()->addWidget(label);
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

} // namespace wf::ui
