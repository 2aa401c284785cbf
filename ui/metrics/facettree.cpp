// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/facettree.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "models/engine/explore/build/facets.h"
#include "widgets/base/controls/focusring.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/expression/namelines.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>
#include <QTimer>

#include <algorithm>

namespace wf::ui {

using engine::LabelShape;
using widgets::PlainLabel;
using widgets::TextRole;
using widgets::Theme;

namespace {

enum Role { ValueRole = Qt::UserRole + 1, CountRole, ShareRole };
constexpr int labelsOpen = 4; // so many labels are open at first

constexpr int labelHeight = 24, valueHeight = 22, lineHeight = 15, longestValue = 3; // lines
constexpr int labelLeft = 4, valueLeft = 24, countWidth = 46;

// A value, whole, over more lines where it is long, above a thin bar of its share; its number of series.
class FacetDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        plain.text.clear();
        const QWidget *widget = option.widget;
        widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, p, widget);
        const Theme &t = Theme::of(widget);
        const bool isLabel = !index.parent().isValid();
        const QString count = index.data(CountRole).toString();
        const QRect r = option.rect;
        const QRect number(r.right() - countWidth + 4, r.top(), countWidth - 12, r.height());
        widgets::paintText(*p, number, count, t.font(TextRole::Micro), t.text.tertiary,
                           Qt::AlignRight | Qt::AlignVCenter);
        const int left = r.left() + (isLabel ? labelLeft : valueLeft);
        const auto *tree = qobject_cast<const QTreeView *>(widget);
        const int width = isLabel || !tree ? number.left() - 4 - left : valueWidth(*tree);
        if (!isLabel && index.data(ShareRole).isValid()) {
            const QRect bar(left, r.bottom() - 2, width, 2);
            p->fillRect(bar, t.surface.hover);
            p->fillRect(QRect(bar.left(), bar.top(), static_cast<int>(bar.width() * index.data(ShareRole).toDouble()),
                              bar.height()),
                        t.text.tertiary);
        }
        const QStringList lines = linesOf(index.data().toString(), width, t);
        int y = r.top() + (r.height() - lineHeight * static_cast<int>(lines.size())) / 2;
        for (const QString &line : lines) {
            widgets::paintText(*p, QRect(left, y, width, lineHeight), line, t.font(TextRole::MonoSmall),
                               isLabel ? t.text.primary : t.text.secondary, Qt::AlignLeft | Qt::AlignVCenter,
                               Qt::ElideMiddle);
            y += lineHeight;
        }
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *tree = qobject_cast<const QTreeView *>(option.widget);
        if (!index.parent().isValid() || !tree)
            return {100, labelHeight};
        const auto lines = linesOf(index.data().toString(), valueWidth(*tree), Theme::of(tree)).size();
        return {100, valueHeight + lineHeight * static_cast<int>(lines - 1)};
    }

private:
    // The same with and without a scroll bar: rows are measured before it is known.
    static int valueWidth(const QTreeView &tree)
    {
        const int bar = tree.style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, &tree);
        return tree.width() - bar - 2 * tree.indentation() - valueLeft - countWidth;
    }
    static QStringList linesOf(const QString &text, int width, const Theme &theme)
    {
        const int letter = QFontMetrics(theme.font(TextRole::MonoSmall)).horizontalAdvance(u'n');
        return widgets::nameLines(text, width / std::max(1, letter), longestValue);
    }
};

} // namespace

FacetTree::FacetTree(engine::MetricCatalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_tree(new QTreeWidget)
{
    m_title = new PlainLabel(tr("Labels of the metric"), TextRole::Micro, PlainLabel::Tone::Tertiary);
    m_count = new PlainLabel({}, TextRole::Micro, PlainLabel::Tone::Tertiary);
    m_tree->setAccessibleName(tr("Labels and values"));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    widgets::showFocusRing(*m_tree);
    m_tree->setIndentation(14);
    m_tree->setItemDelegate(new FacetDelegate(m_tree));
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_panel = new widgets::Panel(m_tree);
    m_panel->setHeaderVisible(false);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 10, 5);
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_panel, 1);
    connect(m_tree, &QTreeWidget::itemChanged, this, &FacetTree::changed);
    connect(m_tree, &QTreeWidget::itemActivated, this, &FacetTree::only);
    connect(m_tree, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem *item) {
        const QString label = item->data(0, ValueRole).toString();
        m_opened.insert(label);
        m_closed.remove(label);
        if (!m_isFilling && item->childCount() == 0)
            m_catalog.wantValues(m_metric, label);
    });
    connect(m_tree, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem *item) {
        m_closed.insert(item->data(0, ValueRole).toString());
        m_opened.remove(item->data(0, ValueRole).toString());
    });
    connect(&m_catalog, &engine::MetricCatalog::shapeChanged, this, [this](const QString &metric) {
        if (metric == m_metric) {
            fill();
            Q_EMIT settledChanged();
        }
    });
    fill();
}

void FacetTree::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        m_tree->doItemsLayout(); // other values are broken
}

bool FacetTree::isSettled() const
{
    return m_metric.isEmpty() || !m_catalog.isAskingShape(m_metric);
}

void FacetTree::show(const QString &metric, const QString &query)
{
    if (metric == m_metric && query == m_query)
        return;
    m_metric = metric;
    m_query = query;
    fill();
}

void FacetTree::fill()
{
    const auto shape = m_metric.isEmpty() ? nullptr : m_catalog.shape(m_metric);
    m_count->setText(shape ? QString::number(shape->labels.size()) : QString());
    if (!shape) {
        m_tree->clear();
        if (m_metric.isEmpty())
            m_panel->showEmpty(tr("No metric chosen"), tr("Choose one above, or write it into the query."));
        else if (const auto error = m_catalog.shapeError(m_metric))
            m_panel->showError(tr("Its labels could not be asked"), *error);
        else
            m_panel->showLoading(tr("Asking for the labels of %1").arg(base::visibleText(m_metric, 60)), false);
        return;
    }
    if (shape->labels.empty()) {
        m_tree->clear();
        m_panel->showEmpty(tr("No labels"), tr("No series of the last hour is called so."));
        return;
    }
    m_isFilling = true;
    m_tree->clear();
    for (const LabelShape &label : shape->labels)
        addLabel(label, shape->series);
    m_isFilling = false;
    m_panel->showContent();
}

void FacetTree::addLabel(const LabelShape &label, qint64 series)
{
    const QStringList chosen = engine::chosenValues(m_query, m_metric, label.name);
    auto *head = new QTreeWidgetItem(m_tree);
    head->setText(0, base::visibleText(label.name, 80));
    head->setData(0, ValueRole, label.name);
    head->setData(0, CountRole, label.valueCount >= 0 ? base::groupedInteger(label.valueCount) : QString());
    head->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    for (std::size_t i = 0; i < std::min(label.values.size(), mostValues); ++i) {
        const auto &value = label.values[i];
        auto *item = new QTreeWidgetItem(head);
        item->setText(0, base::visibleText(value.name, 120));
        item->setData(0, Qt::ToolTipRole, widgets::plainTip(value.name));
        item->setData(0, ValueRole, value.name);
        if (value.count >= 0) {
            item->setData(0, CountRole, base::groupedInteger(value.count));
            item->setData(0, ShareRole,
                          series > 0 ? static_cast<double>(value.count) / static_cast<double>(series) : 0);
        }
        const bool isChosen = chosen.isEmpty() || chosen.contains(value.name);
        item->setCheckState(0, isChosen ? Qt::Checked : Qt::Unchecked);
    }
    if (label.values.size() > mostValues) {
        auto *rest = new QTreeWidgetItem(head);
        rest->setText(0, tr("%1 more; write the value").arg(label.values.size() - mostValues));
        rest->setFlags(Qt::ItemIsEnabled);
    }
    const bool isFew = m_tree->topLevelItemCount() <= labelsOpen && label.values.size() <= 12;
    head->setExpanded(m_opened.contains(label.name) || !chosen.isEmpty() || (isFew && !m_closed.contains(label.name)));
}

void FacetTree::changed(QTreeWidgetItem *item)
{
    if (m_isFilling || !item->parent())
        return;
    QStringList values;
    const auto *head = item->parent();
    bool areAll = true;
    for (int i = 0; i < head->childCount(); ++i) {
        const auto *child = head->child(i);
        if (!child->data(0, ValueRole).isValid())
            continue;
        if (child->checkState(0) == Qt::Checked)
            values << child->data(0, ValueRole).toString();
        else
            areAll = false;
    }
    choose(head->data(0, ValueRole).toString(), areAll ? QStringList() : values);
}

// In a round of its own: the query that changes fills the tree anew, and the item that says so would be gone.
void FacetTree::choose(const QString &label, const QStringList &values)
{
    QTimer::singleShot(0, this,
                       [this, metric = m_metric, label, values] { Q_EMIT valuesChosen(metric, label, values); });
}

void FacetTree::only(QTreeWidgetItem *item)
{
    if (item->parent() && item->data(0, ValueRole).isValid())
        choose(item->parent()->data(0, ValueRole).toString(), {item->data(0, ValueRole).toString()});
}

} // namespace wf::ui
