// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/iconline.h"

#include "widgets/base/icons.h"

#include <QBoxLayout>
#include <QPainter>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int iconSize = 13, iconRoom = 19;

QColor colorOf(PlainLabel::Tone tone, const widgets::Theme &t)
{
    switch (tone) {
    case PlainLabel::Tone::Ok:
        return t.ok.mark;
    case PlainLabel::Tone::Critical:
        return t.critical.mark;
    case PlainLabel::Tone::Warning:
        return t.warning.mark;
    case PlainLabel::Tone::Accent:
        return t.accent.base;
    default:
        return t.text.tertiary;
    }
}

} // namespace

IconLine::IconLine(bool wraps, QWidget *parent)
    : QWidget(parent),
      m_text(new PlainLabel({}, TextRole::Small)),
      m_second(new PlainLabel({}, TextRole::Small, Tone::Tertiary))
{
    m_wraps = wraps;
    m_text->setWrap(wraps);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(iconRoom, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_text, wraps ? 1 : 0);
    row->addWidget(m_second, wraps ? 0 : 1);
    clear();
}

void IconLine::show(const QString &icon, const QString &text, Tone tone, const QString &second)
{
    m_icon = icon;
    m_tone = tone;
    m_text->setTone(tone == Tone::Accent ? Tone::Secondary : tone);
    m_text->setText(text);
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    setAccessibleName(second.isEmpty() ? text : QString(text + QStringLiteral(", ") + second));
    setVisible(!text.isEmpty());
    update();
}

void IconLine::clear()
{
    show({}, {}, Tone::Secondary);
}

QString IconLine::text() const
{
    return m_text->text();
}

void IconLine::paintEvent(QPaintEvent *)
{
    if (m_icon.isEmpty())
        return;
    QPainter p(this);
    const bool hasLines = m_wraps && height() > 24; // then it stands beside the first
    const double top = hasLines ? 2 : (height() - iconSize) / 2.0;
    widgets::paintIcon(p, m_icon, QRectF(0, top, iconSize, iconSize), colorOf(m_tone, widgets::Theme::of(this)));
}

} // namespace wf::ui
