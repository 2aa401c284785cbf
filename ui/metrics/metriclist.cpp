// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/metriclist.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "widgets/base/controls/focusring.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/expression/namelines.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>

#include <algorithm>

namespace wf::ui {

using signals::MetricType;
using widgets::PlainLabel;
using widgets::TextRole;
using widgets::Theme;

namespace {

constexpr int rowHeight = 23, lineHeight = 15;
constexpr int nameLeft = 36, nameRight = 6;
constexpr int longestName = 3; // lines

QString letterOf(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return QStringLiteral("C");
    case MetricType::Gauge:
        return QStringLiteral("G");
    case MetricType::Histogram:
    case MetricType::GaugeHistogram:
        return QStringLiteral("H");
    case MetricType::Summary:
        return QStringLiteral("S");
    case MetricType::Info:
    case MetricType::StateSet:
        return QStringLiteral("I");
    case MetricType::Unknown:
        break;
    }
    return QStringLiteral("?");
}

// A letter for the type in a small square, then the name, whole: over more lines where it is longer than the list is
// wide.
class MetricDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &t = Theme::of(option.widget);
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        if (isCurrent)
            p->fillRect(option.rect, t.surface.selected);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            p->fillRect(option.rect, t.surface.hover);
        if (isCurrent && option.state.testFlag(QStyle::State_HasFocus))
            p->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), t.accent.base);
        const QRect chip(option.rect.left() + 12, option.rect.top() + 4, 18, rowHeight - 8);
        p->fillRect(chip, t.surface.hover);
        const auto type = static_cast<MetricType>(index.data(FoundMetrics::TypeRole).toInt());
        widgets::paintText(*p, chip, letterOf(type), t.font(TextRole::Micro), t.text.secondary, Qt::AlignCenter);
        const QRect names = option.rect.adjusted(nameLeft, 0, -nameRight, 0);
        const QStringList lines = linesOf(index.data().toString(), names.width(), t);
        int y = names.top() + (names.height() - lineHeight * static_cast<int>(lines.size())) / 2;
        for (const QString &line : lines) {
            widgets::paintText(*p, QRect(names.left(), y, names.width(), lineHeight), line, t.font(TextRole::MonoSmall),
                               isCurrent ? t.text.primary : t.text.secondary, Qt::AlignLeft | Qt::AlignVCenter,
                               Qt::ElideMiddle);
            y += lineHeight;
        }
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
        const int width = (view ? view->viewport()->width() : 100) - nameLeft - nameRight;
        const auto lines = linesOf(index.data().toString(), width, Theme::of(option.widget)).size();
        return {100, rowHeight + lineHeight * static_cast<int>(lines - 1)};
    }

private:
    static QStringList linesOf(const QString &name, int width, const Theme &theme)
    {
        const int letter = QFontMetrics(theme.font(TextRole::MonoSmall)).horizontalAdvance(u'n');
        return widgets::nameLines(name, width / std::max(1, letter), longestName);
    }
};

} // namespace

void FoundMetrics::setFound(engine::MetricIndexPtr index, std::vector<std::size_t> found)
{
    beginResetModel(); // another search is another list
    m_index = std::move(index);
    m_found = std::move(found);
    endResetModel();
}

QString FoundMetrics::nameAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_index->at(m_found[static_cast<std::size_t>(row)]).text() : QString();
}

int FoundMetrics::rowOf(const QString &name) const
{
    const auto wanted = m_index ? m_index->find(name.toStdString()) : std::nullopt;
    const auto it = wanted ? std::find(m_found.begin(), m_found.end(), *wanted) : m_found.end();
    return it == m_found.end() ? -1 : static_cast<int>(it - m_found.begin());
}

int FoundMetrics::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant FoundMetrics::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto metric = m_index->at(m_found[static_cast<std::size_t>(index.row())]);
    switch (role) {
    case Qt::DisplayRole:
        return metric.text();
    case Qt::AccessibleTextRole:
        return QString(metric.text() + u' ' + engine::metricTypeName(metric.type));
    case Qt::ToolTipRole:
        return widgets::plainTip(metric.text());
    case TypeRole:
        return static_cast<int>(metric.type);
    default:
        return {};
    }
}

MetricList::MetricList(engine::MetricCatalog &catalog, const async::Pools &pools, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_pools(pools), m_found(new FoundMetrics(this))
{
    m_field = new QLineEdit;
    m_field->setPlaceholderText(tr("Find a metric"));
    m_field->setAccessibleName(tr("Find a metric"));
    m_field->setClearButtonEnabled(true);
    m_count = new PlainLabel({}, TextRole::Micro, PlainLabel::Tone::Tertiary);
    m_told = new PlainLabel({}, TextRole::Micro, PlainLabel::Tone::Tertiary);
    m_told->setWrap(true);
    m_view = new QListView;
    m_view->setAccessibleName(tr("Metrics"));
    m_view->setFrameShape(QFrame::NoFrame);
    widgets::showFocusRing(*m_view);
    m_view->setModel(m_found);
    m_view->setItemDelegate(new MetricDelegate(m_view));
    m_view->setResizeMode(QListView::Adjust); // another width breaks other names
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_panel = new widgets::Panel(m_view);
    m_panel->setHeaderVisible(false);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 8, 8, 6);
    head->setSpacing(8);
    head->addWidget(m_field, 1);
    head->addWidget(m_count);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 8);
    foot->addWidget(m_told);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_panel, 1);
    column->addLayout(foot);
    connect(m_field, &QLineEdit::textChanged, this, &MetricList::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (const QString first = m_found->nameAt(0); !first.isEmpty())
            Q_EMIT opened(first);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!index.isValid() || m_found->nameAt(index.row()) == m_current)
            return;
        m_current = m_found->nameAt(index.row());
        tell();
        showRow();
        Q_EMIT chosen(m_current);
    });
    connect(m_view, &QListView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT opened(m_found->nameAt(index.row())); });
    connect(&m_catalog, &engine::MetricCatalog::changed, this, &MetricList::search);
    search();
}

MetricList::~MetricList() = default;

void MetricList::focusSearch()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void MetricList::search()
{
    const auto index = m_catalog.index();
    if (index->isEmpty()) {
        if (m_catalog.isAsking())
            m_panel->showLoading(tr("Asking for metric names"), false);
        else if (!m_catalog.errors().empty())
            m_panel->showError(tr("Metric names could not be asked"), m_catalog.errors().front(),
                               {{tr("Try again"), QStringLiteral("refresh"), [this] { m_catalog.refresh(); }}});
        else if (m_catalog.asOfNs() > 0)
            m_panel->showEmpty(tr("No metrics"), tr("The sources hold no series of the last hour."));
        return;
    }
    m_isSearching = true;
    m_jobs.runLatest(
        QStringLiteral("search"), m_pools.parse(),
        [index, typed = m_field->text().trimmed().toStdString()](std::stop_token stop) {
            return index->search(typed, mostListed, stop);
        },
        [this, index](std::vector<std::size_t> found) {
            m_isSearching = false;
            const bool isEmpty = found.empty();
            const auto all = static_cast<qint64>(index->size()), listed = static_cast<qint64>(found.size());
            const bool isCut = found.size() == mostListed && found.size() < index->size();
            m_count->setText(m_field->text().trimmed().isEmpty() ? base::groupedInteger(all)
                             : isCut                             ? base::groupedInteger(listed) + u'+'
                                                                 : base::groupedInteger(listed));
            widgets::setPlainToolTip(
                m_count, isCut
                             ? tr("The first %1 are listed. Write more of the name.").arg(base::groupedInteger(listed))
                             : QString());
            m_found->setFound(index, std::move(found));
            if (isEmpty)
                m_panel->showEmpty(tr("No metric matches"), tr("Write a part of its name, or letters of its words."));
            else
                m_panel->showContent();
            setCurrent(m_current);
            Q_EMIT settledChanged();
        });
}

void MetricList::setCurrent(const QString &metric)
{
    m_current = metric;
    const int row = m_found->rowOf(metric);
    if (row >= 0 && m_view->currentIndex().row() != row)
        m_view->setCurrentIndex(m_found->index(row));
    if (row >= 0)
        showRow();
    if (row < 0)
        m_view->clearSelection();
    tell();
}

// Once what is told below has taken its room.
void MetricList::showRow()
{
    QTimer::singleShot(0, this, [this, shown = m_view->currentIndex().row()] {
        if (shown == m_view->currentIndex().row() && shown >= 0)
            m_view->scrollTo(m_view->currentIndex());
    });
}

// "counter, seconds. How long requests wait."
void MetricList::tell()
{
    const auto metric = m_catalog.index()->metric(m_current.toStdString());
    QStringList facts;
    if (metric && metric->type != MetricType::Unknown)
        facts << engine::metricTypeName(metric->type);
    if (metric && !metric->unit.isEmpty())
        facts << metric->unit;
    if (metric && metric->series >= 0)
        facts << tr("%1 series").arg(base::groupedInteger(metric->series));
    QString text = facts.join(QStringLiteral(", "));
    if (metric && !metric->help.isEmpty())
        text += (text.isEmpty() ? QString() : QStringLiteral(". ")) + base::visibleText(metric->help, 240);
    m_told->setText(text);
    m_told->setVisible(!text.isEmpty());
}

} // namespace wf::ui
