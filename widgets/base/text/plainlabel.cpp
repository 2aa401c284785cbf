// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/text/plainlabel.h"

#include "models/base/untrusted.h"
#include "widgets/base/text/safetext.h"

#include <QPainter>
#include <QTextOption>

namespace wf::widgets {

namespace {

constexpr qsizetype labelCap = 4000;
constexpr qsizetype mostLines = 40; // a text from outside cannot make a label of any height

// Ends of lines stay: a label that wraps breaks there, one of a single line makes them visible.
QString inLines(const QString &text)
{
    if (!text.contains(u'\n'))
        return base::visibleText(text, labelCap);
    QStringList lines;
    for (qsizetype at = 0, left = labelCap; at <= text.size();) {
        const qsizetype found = lines.size() + 1 < mostLines ? text.indexOf(u'\n', at) : -1;
        const qsizetype end = found < 0 || found - at > left ? text.size() : found;
        lines << base::visibleText(QStringView(text).sliced(at, end - at), left);
        left -= end - at;
        at = end + 1;
    }
    return lines.join(u'\n');
}

QString inOneLine(QString text)
{
    return text.replace(u'\n', QLatin1String("\\n"));
}

QColor toneColor(const Theme &t, PlainLabel::Tone tone)
{
    switch (tone) {
    case PlainLabel::Tone::Primary:
        return t.text.primary;
    case PlainLabel::Tone::Secondary:
        return t.text.secondary;
    case PlainLabel::Tone::Tertiary:
        return t.text.tertiary;
    case PlainLabel::Tone::Disabled:
        return t.text.disabled;
    case PlainLabel::Tone::Critical:
        return t.critical.fg;
    case PlainLabel::Tone::Warning:
        return t.warning.fg;
    case PlainLabel::Tone::Info:
        return t.info.fg;
    case PlainLabel::Tone::Ok:
        return t.ok.fg;
    case PlainLabel::Tone::Acknowledged:
        return t.acknowledged.fg;
    case PlainLabel::Tone::Accent:
        return t.accent.text;
    }
    return t.text.primary;
}

} // namespace

PlainLabel::PlainLabel(const QString &text, TextRole role, Tone tone, QWidget *parent)
    : QWidget(parent), m_role(role), m_tone(tone)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setText(text);
}

void PlainLabel::setText(const QString &text)
{
    const QString visible = inLines(text);
    if (visible == m_text)
        return;
    m_text = visible;
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

void PlainLabel::setRole(TextRole role)
{
    m_role = role;
    updateGeometry();
    update();
}

void PlainLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void PlainLabel::setWrap(bool wrap)
{
    m_wrap = wrap;
    QSizePolicy policy = sizePolicy();
    policy.setHeightForWidth(wrap);
    setSizePolicy(policy);
    updateGeometry();
}

void PlainLabel::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void PlainLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

QSize PlainLabel::sizeHint() const
{
    const QFontMetrics metrics(Theme::of(this).font(m_role));
    const QMargins around = contentsMargins();
    const QSize edges(around.left() + around.right(), around.top() + around.bottom());
    if (m_wrap) {
        const QRect box = metrics.boundingRect(QRect(0, 0, 360, 10000), Qt::TextWordWrap, m_text);
        return QSize(box.width() + 1, std::max(box.height(), metrics.height())) + edges;
    }
    return QSize(metrics.horizontalAdvance(inOneLine(m_text)) + 1, metrics.height()) + edges;
}

QSize PlainLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(Theme::of(this).font(m_role));
    const QMargins around = contentsMargins();
    return {m_elide == Qt::ElideNone
                ? sizeHint().width()
                : std::min(sizeHint().width(), metrics.averageCharWidth() * 4 + around.left() + around.right()),
            metrics.height() + around.top() + around.bottom()};
}

int PlainLabel::heightForWidth(int width) const
{
    const QFontMetrics metrics(Theme::of(this).font(m_role));
    const QMargins around = contentsMargins();
    const int room = std::max(20, width - around.left() - around.right());
    return around.top() + around.bottom() +
           std::max(metrics.boundingRect(QRect(0, 0, room, 100000), Qt::TextWordWrap, m_text).height(),
                    metrics.height());
}

void PlainLabel::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.setFont(t.font(m_role));
    p.setPen(isEnabled() ? toneColor(t, m_tone) : t.text.disabled);
    if (m_wrap) {
        p.drawText(contentsRect(),
                   static_cast<int>(m_alignment & Qt::AlignHorizontal_Mask) | Qt::AlignTop | Qt::TextWordWrap, m_text);
        return;
    }
    const QString whole = inOneLine(m_text);
    const QString shown =
        m_elide == Qt::ElideNone ? whole : p.fontMetrics().elidedText(whole, m_elide, contentsRect().width());
    if (shown != whole && toolTip().isEmpty())
        setPlainToolTip(this, whole);
    p.drawText(contentsRect(), static_cast<int>(m_alignment) | Qt::TextSingleLine, shown);
}

} // namespace wf::widgets
