// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/labelchips.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace wf::ui {

using widgets::TextRole;
using widgets::Theme;

namespace {

constexpr int chipHeight = 20, gap = 5, inset = 4, leastEdit = 90;

// Paints itself as a chip of code with a cross.
class Chip final : public QToolButton {
public:
    using QToolButton::QToolButton;
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(Theme::of(this).font(TextRole::MonoSmall));
        return {std::min(metrics.horizontalAdvance(accessibleName()) + 30, 320), chipHeight};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &t = Theme::of(this);
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(hasFocus() ? QPen(t.line.focus, 1.5) : QPen(Qt::NoPen));
        p.setBrush(underMouse() ? t.surface.hover : t.surface.raised);
        p.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
        widgets::paintText(p, QRectF(rect()).adjusted(7, 0, -20, 0), accessibleName(), t.font(TextRole::MonoSmall),
                           t.text.primary);
        widgets::paintIcon(p, QStringLiteral("close"), QRectF(width() - 17, height() / 2.0 - 5, 10, 10),
                           t.text.tertiary);
    }
};

} // namespace

LabelChips::LabelChips(QWidget *parent) : QWidget(parent), m_edit(new QLineEdit(this))
{
    m_edit->setFrame(false);
    m_edit->setPlaceholderText(tr("Add label"));
    m_edit->setAccessibleName(tr("Add a label, name=value"));
    m_edit->setFont(Theme::of(this).font(TextRole::MonoSmall));
    m_edit->installEventFilter(this);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::returnPressed, this, &LabelChips::take);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { Q_EMIT refused({}); });
    connect(m_edit, &QLineEdit::editingFinished, this, &LabelChips::take);
}

void LabelChips::setLabels(const std::vector<Pair> &labels)
{
    if (labels == m_labels)
        return;
    m_labels = labels;
    for (QToolButton *chip : m_chips)
        chip->deleteLater();
    m_chips.clear();
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        auto *chip = new Chip(this);
        chip->setAccessibleName(m_labels[i].first + u'=' + m_labels[i].second);
        chip->setFocusPolicy(Qt::StrongFocus);
        chip->installEventFilter(this);
        connect(chip, &QToolButton::clicked, this, [this, name = m_labels[i].first] { Q_EMIT labelChanged(name, {}); });
        chip->show();
        m_chips.push_back(chip);
        if (i > 0)
            setTabOrder(m_chips[i - 1], chip);
    }
    if (!m_chips.empty())
        setTabOrder(m_chips.back(), m_edit);
    updateGeometry();
    arrange(width(), true);
}

bool LabelChips::take()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        return true;
    const auto at = text.indexOf(u'=');
    QString value = text.mid(at + 1).trimmed();
    if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"'))
        value = value.mid(1, value.size() - 2);
    if (at < 1 || value.isEmpty()) {
        Q_EMIT refused(tr("Write a label as name=value"));
        return false;
    }
    m_edit->clear();
    Q_EMIT labelChanged(text.left(at).trimmed(), value);
    return true;
}

void LabelChips::edit(std::size_t index)
{
    const Pair label = m_labels[index];
    m_edit->setText(label.first + u'=' + label.second);
    m_edit->setFocus();
    m_edit->setSelection(static_cast<int>(label.first.size()) + 1, static_cast<int>(label.second.size()));
}

bool LabelChips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_edit) {
        if (key->key() != Qt::Key_Backspace || !m_edit->text().isEmpty() || m_labels.empty())
            return false;
        edit(m_labels.size() - 1);
        return true;
    }
    const auto it = std::ranges::find(m_chips, watched);
    if (it == m_chips.end())
        return false;
    const auto index = static_cast<std::size_t>(it - m_chips.begin());
    if (key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace) {
        m_edit->setFocus();
        Q_EMIT labelChanged(m_labels[index].first, {});
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        edit(index);
        return true;
    }
    return false;
}

int LabelChips::arrange(int width, bool apply) const
{
    int x = inset, y = inset;
    for (QToolButton *chip : m_chips) {
        const QSize size = chip->sizeHint().boundedTo(QSize(std::max(40, width - 2 * inset), chipHeight));
        if (x > inset && x + size.width() > width - inset) {
            x = inset;
            y += chipHeight + gap;
        }
        if (apply)
            chip->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + gap;
    }
    if (x > inset && x + leastEdit > width - inset) {
        x = inset;
        y += chipHeight + gap;
    }
    if (apply)
        m_edit->setGeometry(x, y, std::max(40, width - x - inset), chipHeight);
    return y + chipHeight + inset;
}

int LabelChips::heightForWidth(int width) const
{
    return arrange(width, false);
}

QSize LabelChips::sizeHint() const
{
    return {300, arrange(std::max(width(), 200), false)};
}

void LabelChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width(), true);
}

void LabelChips::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setBrush(t.surface.input);
    const bool isFocused = m_edit->hasFocus();
    p.setPen(QPen(isFocused ? t.line.focus : t.line.strong, isFocused ? 2 : 1));
    const double half = isFocused ? 1 : 0.5;
    p.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 3, 3);
}

} // namespace wf::ui
