// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/controls.h"

#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>
#include <QTimer>

namespace wf::widgets {

namespace {

double textWidth(const QFont &font, const QString &text)
{
    return std::ceil(QFontMetricsF(font).horizontalAdvance(text));
}

double keyHintWidth(const Theme &t, const QString &hint)
{
    return hint.isEmpty() ? 0 : textWidth(t.font(TextRole::Micro), hint) + 10;
}

void paintKeyHint(QPainter &p, const QRectF &right, const QString &hint, const Theme &t, const QColor &fg,
                  const QColor &border)
{
    const double w = keyHintWidth(t, hint);
    const QRectF box(right.right() - w, right.center().y() - 8.5, w, 17);
    p.setPen(border);
    p.setBrush(Qt::NoBrush);
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    paintText(p, box, hint, t.font(TextRole::Micro), fg, Qt::AlignCenter, Qt::ElideNone);
}

struct Frame {
    QColor fill;
    QColor border;
};

void paintFrame(QPainter &p, const QRect &rect, const Frame &frame, const Theme &t, bool focus)
{
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(frame.border.isValid() ? QPen(frame.border, 1) : QPen(Qt::NoPen));
    p.setBrush(frame.fill.isValid() ? QBrush(frame.fill) : QBrush(Qt::NoBrush));
    p.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (focus) {
        p.setPen(QPen(t.line.focus, 2));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3);
    }
}

Frame frameFor(const QAbstractButton *b, const QStyleOption &option, const Theme &t)
{
    if (!b->isEnabled())
        return {{}, t.line.panel};
    if (b->isChecked())
        return {t.accent.tint, t.accent.base};
    if (b->isDown())
        return {t.surface.pressed, t.line.strong};
    if (option.state & QStyle::State_MouseOver)
        return {t.surface.hover, t.line.control};
    return {{}, t.line.strong};
}

} // namespace

Button::Button(const QString &text, const QString &icon, const QString &keyHint, QWidget *parent)
    : QPushButton(text, parent), m_iconName(icon), m_keyHint(keyHint)
{
    setAccessibleName(text);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Button::setPrimary(bool primary)
{
    m_primary = primary;
    update();
}

void Button::setDanger(bool danger)
{
    m_danger = danger;
    update();
}

void Button::setKeyHint(const QString &hint)
{
    m_keyHint = hint;
    updateGeometry();
}

void Button::setRoom(Room room)
{
    m_room = room;
    updateGeometry();
    update();
}

int Button::widthIn(Room room) const
{
    const Theme &t = Theme::of(this);
    const double icon = m_iconName.isEmpty() || room != Room::All ? 0 : 22;
    const double hint = m_keyHint.isEmpty() || room == Room::TextOnly ? 0 : keyHintWidth(t, m_keyHint) + 8;
    return static_cast<int>(textWidth(t.font(TextRole::Base), text()) + icon + hint) + 22;
}

QSize Button::sizeHint() const
{
    return {widthIn(m_room), Theme::of(this).controlHeight};
}

void Button::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter p(this);
    Frame frame = frameFor(this, option, t);
    QColor fg = isEnabled() ? (isChecked() ? t.accent.text : t.text.primary) : t.text.disabled;
    if (m_primary && isEnabled()) {
        frame = {(option.state & QStyle::State_MouseOver) ? t.accent.strongHover : t.accent.strong, {}};
        fg = t.text.onAccent;
    } else if (m_danger && isEnabled()) {
        fg = t.critical.fg;
    }
    paintFrame(p, rect(), frame, t, hasFocus() && !isDown());
    QRectF inner = QRectF(rect()).adjusted(11, 0, -11, 0);
    const bool hasHint = !m_keyHint.isEmpty() && m_room != Room::TextOnly;
    const bool hasIcon = !m_iconName.isEmpty() && m_room == Room::All;
    if (hasHint) {
        const bool onAccent = m_primary && isEnabled();
        const QColor words = onAccent ? t.text.onAccent : isEnabled() ? t.text.secondary : t.text.disabled;
        const QColor box = onAccent ? withAlpha(t.text.onAccent, 0.5) : isEnabled() ? t.line.strong : t.line.panel;
        paintKeyHint(p, inner.adjusted(0, 0, 4, 0), m_keyHint, t, words, box);
        inner.adjust(0, 0, -keyHintWidth(t, m_keyHint) - 4, 0);
    }
    if (hasIcon) {
        paintIcon(p, m_iconName, QRectF(inner.left(), inner.center().y() - 8, 16, 16), fg);
        inner.adjust(22, 0, 0, 0);
    }
    QString shown = text();
    shown.remove(u'&');
    paintText(p, inner, shown, t.font(TextRole::Base), fg,
              hasIcon || hasHint ? Qt::AlignVCenter | Qt::AlignLeft : Qt::AlignCenter);
}

IconButton::IconButton(const QString &icon, const QString &name, const QString &keyHint, QWidget *parent)
    : QToolButton(parent), m_iconName(icon)
{
    setAccessibleName(name);
    setPlainToolTip(this, keyHint.isEmpty() ? name : name + QStringLiteral("  ") + keyHint);
    setAutoRaise(true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize IconButton::sizeHint() const
{
    const int side = Theme::of(this).controlHeight;
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    QPainter p(this);
    Frame frame;
    if (isChecked())
        frame.fill = t.accent.tint;
    else if (isEnabled() && isDown())
        frame.fill = t.surface.pressed;
    else if (isEnabled() && (option.state & QStyle::State_MouseOver))
        frame.fill = t.surface.hover;
    paintFrame(p, rect(), frame, t, hasFocus());
    const QColor fg = !isEnabled() ? t.text.disabled : isChecked() ? t.accent.text : t.text.secondary;
    paintIcon(p, m_iconName, QRectF(rect().center().x() - 7.0, rect().center().y() - 7.0, 16, 16), fg);
}

PickButton::PickButton(const QString &caption, const QString &value, const QString &icon, QWidget *parent)
    : QToolButton(parent), m_caption(caption), m_iconName(icon)
{
    setPopupMode(QToolButton::InstantPopup);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setValue(value);
}

void PickButton::setValue(const QString &value)
{
    m_value = base::visibleText(value, 60);
    setAccessibleName(m_caption.isEmpty() ? m_value : m_caption + u' ' + m_value);
    updateGeometry();
    update();
}

QSize PickButton::sizeHint() const
{
    const Theme &t = Theme::of(this);
    double w = 12 + 22; // padding and arrow
    if (!m_iconName.isEmpty())
        w += 22;
    if (!m_caption.isEmpty())
        w += textWidth(t.font(TextRole::Base), m_caption) + (m_value.isEmpty() ? 0 : 5);
    w += std::min(240.0, textWidth(t.font(TextRole::Base), m_value) + 2);
    return {static_cast<int>(w), t.controlHeight};
}

void PickButton::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    QPainter p(this);
    Frame frame = frameFor(this, option, t);
    if (!frame.fill.isValid())
        frame.fill = t.surface.input;
    paintFrame(p, rect(), frame, t, hasFocus());
    QRectF inner = QRectF(rect()).adjusted(9, 0, -20, 0);
    if (!m_iconName.isEmpty()) {
        paintIcon(p, m_iconName, QRectF(inner.left(), inner.center().y() - 8, 16, 16), t.text.secondary);
        inner.adjust(22, 0, 0, 0);
    }
    const QFont font = t.font(TextRole::Base);
    if (!m_caption.isEmpty()) {
        const double w = textWidth(font, m_caption);
        paintText(p, inner, m_caption, font, m_value.isEmpty() ? t.text.primary : t.text.secondary,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        inner.adjust(w + 5, 0, 0, 0);
    }
    paintText(p, inner, m_value, font, isEnabled() ? t.text.primary : t.text.disabled);
    paintIcon(p, QStringLiteral("chevron-down"), QRectF(width() - 20, rect().center().y() - 6, 13, 13),
              t.text.tertiary);
}

Segmented::Segmented(const QStringList &choices, QWidget *parent) : QWidget(parent), m_choices(choices)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(choices.join(QStringLiteral(" / ")));
}

void Segmented::setCurrent(int index)
{
    if (index == m_current || index < 0 || index >= m_choices.size())
        return;
    m_current = index;
    update();
    Q_EMIT currentChanged(index);
}

QRect Segmented::segment(int index) const
{
    const QFont font = Theme::of(this).font(TextRole::Base);
    int x = 0;
    for (int i = 0; i < m_choices.size(); ++i) {
        const int w = static_cast<int>(textWidth(font, m_choices.at(i))) + 22;
        if (i == index)
            return {x, 0, w, height()};
        x += w;
    }
    return {x, 0, 0, height()};
}

QSize Segmented::sizeHint() const
{
    return {segment(static_cast<int>(m_choices.size())).left(), Theme::of(this).controlHeight};
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    paintFrame(p, rect(), {{}, t.line.strong}, t, hasFocus());
    for (int i = 0; i < m_choices.size(); ++i) {
        const QRect box = segment(i);
        if (i == m_current) {
            p.setPen(t.accent.base);
            p.setBrush(t.accent.tint);
            p.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        }
        paintText(p, box, m_choices.at(i), t.font(TextRole::Base), i == m_current ? t.accent.text : t.text.primary,
                  Qt::AlignCenter);
    }
}

void Segmented::mousePressEvent(QMouseEvent *event)
{
    for (int i = 0; i < m_choices.size(); ++i)
        if (segment(i).contains(event->position().toPoint()))
            setCurrent(i);
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        setCurrent(m_current - 1);
    else if (event->key() == Qt::Key_Right)
        setCurrent(m_current + 1);
    else
        QWidget::keyPressEvent(event);
}

FilterEdit::FilterEdit(const QString &placeholder, QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setTextMargins(24, 0, 22, 0);
    setFrame(false);
    setFixedHeight(Theme::of(this).controlHeight);
    auto *quiet = new QTimer(this);
    quiet->setSingleShot(true);
    quiet->setInterval(120);
    connect(this, &QLineEdit::textChanged, quiet, qOverload<>(&QTimer::start));
    connect(quiet, &QTimer::timeout, this, [this] { Q_EMIT filterChanged(text()); });
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    const Theme &t = Theme::of(this);
    {
        QPainter p(this);
        paintFrame(p, rect(), {t.surface.input, t.line.strong}, t, hasFocus());
    }
    QLineEdit::paintEvent(event);
    QPainter p(this);
    paintIcon(p, QStringLiteral("filter"), QRectF(8, rect().center().y() - 7, 14, 14), t.text.tertiary);
    if (text().isEmpty() && !hasFocus())
        paintKeyHint(p, QRectF(rect()).adjusted(0, 0, -6, 0), QStringLiteral("/"), t, t.text.tertiary, t.line.strong);
}

} // namespace wf::widgets
