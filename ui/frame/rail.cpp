// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/rail.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace wf::ui {

namespace {

enum RailRole { KeyRole = Qt::UserRole + 1, IconNameRole, BadgeTextRole, BadgeSeverityRole, HeightRole, AwayRole };
constexpr int rowHeight = 28;
constexpr int sectionHeight = 26;
constexpr int expandedWidth = 148;
constexpr int collapsedWidth = 48;

class RailDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {40, index.data(HeightRole).toInt()};
    }

    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &t = widgets::Theme::of(option.widget);
        const bool narrow = option.rect.width() < 100;
        const QRectF box = option.rect;
        if (!index.data(KeyRole).isValid()) {
            if (!narrow)
                widgets::paintText(*p, box.adjusted(14, 6, -6, 0), index.data().toString(),
                                   t.font(widgets::TextRole::Small), t.text.tertiary);
            return;
        }
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            p->fillRect(option.rect, t.surface.selected);
        else if (option.state & QStyle::State_MouseOver)
            p->fillRect(option.rect, t.surface.hover);
        if (selected)
            p->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), t.accent.base);
        if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)) {
            p->setPen(QPen(t.line.focus, 2));
            p->setBrush(Qt::NoBrush); // one painter paints all rows, and badges fill theirs
            p->drawRect(option.rect.adjusted(1, 1, -1, -1));
        }
        const bool isAway = index.data(AwayRole).toBool();
        const QColor ink = selected ? t.accent.text : isAway ? t.text.tertiary : t.text.secondary;
        widgets::paintIcon(*p, index.data(IconNameRole).toString(),
                           QRectF(narrow ? box.center().x() - 9 : 14, box.center().y() - 9, 18, 18), ink);
        if (!narrow)
            widgets::paintText(*p, box.adjusted(40, 0, -30, 0), index.data().toString(),
                               t.font(widgets::TextRole::Base), isAway ? t.text.tertiary : t.text.primary);
        if (isAway && (narrow || index.data(BadgeTextRole).toString().isEmpty()))
            widgets::paintIcon(*p, QStringLiteral("external"),
                               narrow ? QRectF(box.right() - 15, box.bottom() - 14, 12, 12)
                                      : QRectF(box.right() - 24, box.center().y() - 7, 14, 14),
                               t.text.tertiary);
        paintBadge(p, box, index, t, narrow);
    }

private:
    static void paintBadge(QPainter *p, const QRectF &box, const QModelIndex &index, const widgets::Theme &t,
                           bool narrow)
    {
        const QString text = index.data(BadgeTextRole).toString();
        if (text.isEmpty())
            return;
        const auto severity = static_cast<signals::Severity>(index.data(BadgeSeverityRole).toInt());
        const QFont font = t.font(widgets::TextRole::Micro);
        const double w = std::max(17.0, QFontMetricsF(font).horizontalAdvance(text) + 8);
        const QRectF chip(box.right() - w - (narrow ? 2 : 10), narrow ? box.top() : box.center().y() - 8, w, 17);
        if (text == QLatin1String("!")) {
            widgets::paintSeverity(*p, severity, QRectF(chip.right() - 15, chip.top() + 1, 14, 14));
            return;
        }
        const bool filled = severity == signals::Severity::Critical;
        if (filled) {
            p->setPen(Qt::NoPen);
            p->setBrush(t.critical.mark);
            p->drawRoundedRect(chip, 2, 2);
        }
        widgets::paintText(*p, chip, text, font, filled ? t.critical.onMark : t.text.tertiary, Qt::AlignCenter);
    }
};

} // namespace

Rail::Rail(QWidget *parent) : QListView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new RailDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(expandedWidth);
    setAccessibleName(tr("Screens"));
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    setAutoFillBackground(true);
}

void Rail::addSection(const QString &title)
{
    auto *item = new QStandardItem(title);
    item->setFlags(Qt::NoItemFlags);
    item->setData(m_model->rowCount() == 0 ? sectionHeight : sectionHeight + 8, HeightRole);
    m_model->appendRow(item);
}

void Rail::addScreen(const QString &key, const QString &title, const QString &icon)
{
    auto *item = new QStandardItem(title);
    item->setData(key, KeyRole);
    item->setData(icon, IconNameRole);
    item->setData(rowHeight, HeightRole);
    item->setToolTip(widgets::plainTip(title));
    m_model->appendRow(item);
}

void Rail::beginBottom()
{
    auto *item = new QStandardItem;
    item->setFlags(Qt::NoItemFlags);
    item->setData(8, HeightRole);
    m_spacerRow = m_model->rowCount();
    m_model->appendRow(item);
}

void Rail::setCurrentKey(const QString &key)
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->data(KeyRole).toString() == key && !key.isEmpty()) {
            m_quiet = true;
            setCurrentIndex(m_model->index(row, 0));
            m_quiet = false;
        }
}

void Rail::setBadge(const QString &key, const Screen::Badge &badge)
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->data(KeyRole).toString() == key) {
            m_model->item(row)->setData(badge.text, BadgeTextRole);
            m_model->item(row)->setData(static_cast<int>(badge.severity), BadgeSeverityRole);
            nameRow(row);
        }
}

void Rail::setAway(const QString &key, bool away)
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->data(KeyRole).toString() == key) {
            m_model->item(row)->setData(away, AwayRole);
            nameRow(row);
        }
}

void Rail::nameRow(int row)
{
    QStringList words{m_model->item(row)->text()};
    if (const QString badge = m_model->item(row)->data(BadgeTextRole).toString(); !badge.isEmpty())
        words << badge;
    if (m_model->item(row)->data(AwayRole).toBool())
        words << tr("in its own window");
    m_model->item(row)->setData(words.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
}

void Rail::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setFixedWidth(collapsed ? collapsedWidth : expandedWidth);
    updateSpacer();
}

void Rail::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    updateSpacer();
}

// The spacer takes what the other rows leave, so that Health and Settings stand at the bottom edge.
void Rail::updateSpacer()
{
    if (m_spacerRow < 0)
        return;
    int used = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (row != m_spacerRow)
            used += m_model->item(row)->data(HeightRole).toInt();
    const int free = std::max(8, viewport()->height() - used - 6);
    if (m_model->item(m_spacerRow)->data(HeightRole).toInt() != free) {
        m_model->item(m_spacerRow)->setData(free, HeightRole);
        scheduleDelayedItemsLayout();
    }
}

void Rail::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    const QString key = current.data(KeyRole).toString();
    if (!m_quiet && !key.isEmpty())
        Q_EMIT screenChosen(key);
}

} // namespace wf::ui
