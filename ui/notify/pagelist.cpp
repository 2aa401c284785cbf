// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/pagelist.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace wf::ui {

namespace {

constexpr int rowHeight = 28, topMargin = 8;
constexpr int iconLeft = 12, iconSize = 16, textLeft = 38;

class PageDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {PageList::wide, rowHeight};
    }
    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &t = widgets::Theme::of(option.widget);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        if (isSelected)
            p->fillRect(option.rect, t.surface.selected);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            p->fillRect(option.rect, t.surface.hover);
        if (isSelected)
            p->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), t.accent.base);
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
            p->setPen(QPen(t.line.focus, 2));
            p->drawRect(option.rect.adjusted(1, 1, -1, -1));
        }
        const QRectF box = option.rect;
        widgets::paintIcon(*p, index.data(Qt::UserRole).toString(),
                           QRectF(box.left() + iconLeft, box.center().y() - iconSize / 2.0, iconSize, iconSize),
                           isSelected ? t.accent.text : t.text.secondary);
        widgets::paintText(*p, box.adjusted(textLeft, 0, -8, 0), index.data().toString(),
                           t.font(widgets::TextRole::Base), t.text.primary);
    }
};

} // namespace

PageList::PageList(QWidget *parent) : QListWidget(parent)
{
    setItemDelegate(new PageDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportMargins(0, topMargin, 0, 0);
    setBackgroundRole(QPalette::Base); // of the margin too
    setAutoFillBackground(true);
    setFixedWidth(wide);
}

void PageList::addPage(const QString &title, const QString &icon)
{
    auto *item = new QListWidgetItem(title, this);
    item->setData(Qt::UserRole, icon);
}

} // namespace wf::ui
