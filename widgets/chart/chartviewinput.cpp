// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartattached.h"
#include "widgets/chart/chartview.h"

#include "models/base/duration.h"
#include "widgets/base/text/menutext.h"
#include "widgets/base/text/safetext.h"
#include "widgets/chart/charttable.h"
#include "widgets/chart/layout/layers.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QTableView>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

constexpr double dragStarts = 4; // px

base::TimeRange between(const ChartScene &s, double a, double b)
{
    const double left = std::clamp(std::min(a, b), s.plot.left(), s.plot.right());
    const double right = std::clamp(std::max(a, b), s.plot.left(), s.plot.right());
    return {s.timeAt(left), s.timeAt(right)};
}

// The row whose value stands nearest to that height; null when there is none.
const ReadOutRow *nearestRow(const ChartScene &scene, const ReadOut &readOut, double y)
{
    const ReadOutRow *best = nullptr;
    double nearest = 0;
    for (const ReadOutRow &row : readOut.rows) {
        const double away = std::fabs(scene.y(row.value, row.axis) - y);
        if (std::isfinite(away) && (!best || away < nearest)) {
            best = &row;
            nearest = away;
        }
    }
    return best;
}

} // namespace

void ChartView::moveCursor(qint64 timeNs)
{
    if (timeNs == m_crosshairNs)
        return;
    m_crosshairNs = timeNs;
    update();
    Q_EMIT crosshairMoved(timeNs);
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    const ChartScene &s = scene();
    const QPointF at = event->position();
    if (m_drag) {
        m_drag->to = at;
        m_drag->moved |= std::fabs(at.x() - m_drag->from.x()) >= dragStarts;
        update();
        return;
    }
    setHovered(m_legend.keyAt(at));
    const bool inside = s.plot.adjusted(-2, -6, 2, 2).contains(at);
    setCursor(inside ? Qt::CrossCursor : Qt::ArrowCursor);
    const int mark = annotationAt(s, at);
    setPlainToolTip(this, mark >= 0 ? m_data->annotations[static_cast<std::size_t>(mark)].label : QString());
    m_hovered = inside;
    moveCursor(inside ? s.timeAt(std::clamp(at.x(), s.plot.left(), s.plot.right())) : 0);
}

void ChartView::leaveEvent(QEvent *)
{
    setHovered({});
    if (m_hovered) {
        moveCursor(0);
        m_hovered = false;
        update();
    }
}

void ChartView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    if (const QString key = m_legend.keyAt(event->position()); !key.isEmpty()) {
        clickLegend(key, event->modifiers().testFlag(Qt::ControlModifier));
        return;
    }
    m_drag = Drag{event->position(), event->position(), event->modifiers().testFlag(Qt::ShiftModifier),
                  event->modifiers().testFlag(Qt::ControlModifier), false};
}

void ChartView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const Drag drag = *m_drag;
    m_drag.reset();
    update();
    if (!drag.moved) {
        clickAt(event->position());
        return;
    }
    const base::TimeRange range = between(scene(), drag.from.x(), event->position().x());
    if (range.lengthNs() <= base::nsPerMs)
        return;
    if (drag.measures)
        m_measured = range;
    else if (drag.asks)
        Q_EMIT changesAsked(range);
    else
        Q_EMIT rangeSelected(range);
}

void ChartView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_drag.reset();
    if (event->button() == Qt::LeftButton && m_legend.keyAt(event->position()).isEmpty())
        Q_EMIT zoomOutRequested();
}

void ChartView::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y();
    if (event->modifiers() == Qt::NoModifier && turned != 0 && m_legend.notShown > 0 &&
        m_legend.area.contains(event->position())) {
        const int first = m_legend.first - (turned > 0 ? 1 : -1) * std::max(1, std::abs(turned) / 120);
        m_legendFirst = std::clamp(first, 0, m_legend.notShown);
        invalidate(false);
        event->accept();
        return;
    }
    if (!event->modifiers().testFlag(Qt::ControlModifier) || turned == 0) {
        event->ignore(); // the page scrolls
        return;
    }
    const ChartScene &s = scene();
    const double factor = std::pow(0.8, turned / 120.0);
    const qint64 centre = s.timeAt(std::clamp(event->position().x(), s.plot.left(), s.plot.right()));
    const auto scaled = [&](qint64 ns) {
        return centre + static_cast<qint64>(static_cast<double>(ns - centre) * factor);
    };
    const base::TimeRange range{scaled(m_range.startNs), scaled(m_range.endNs)};
    if (range.lengthNs() >= base::nsPerSecond)
        Q_EMIT rangeSelected(range);
}

// What was measured last; else a tenth of the chart around the cross-hair; else all of it.
base::TimeRange ChartView::rangeInQuestion() const
{
    if (m_measured.lengthNs() > 0 && m_range.overlaps(m_measured))
        return m_measured;
    if (!m_range.contains(m_crosshairNs))
        return m_range;
    const auto around = base::TimeRange::around(m_crosshairNs, m_range.lengthNs() / 20);
    return {std::max(around.startNs, m_range.startNs), std::min(around.endNs, m_range.endNs)};
}

// The line that a question is about; empty when there is none.
QString ChartView::lineInQuestion(double nearY)
{
    if (!m_data || m_data->series.empty())
        return {};
    if (!m_choice.isolated.isEmpty())
        return m_choice.isolated;
    if (m_data->series.size() == 1)
        return m_data->series.front().key;
    const base::TimeRange range = scene().range();
    const ReadOut readOut = readOutAt(scene(), range.contains(m_crosshairNs) ? m_crosshairNs : range.endNs);
    const ReadOutRow *best = nearestRow(scene(), readOut, nearY);
    return best ? best->key : m_data->series.front().key;
}

void ChartView::askAboutLine(LineQuestion question, const QString &seriesKey)
{
    if (!seriesKey.isEmpty() && isSignalConnected(QMetaMethod::fromSignal(&ChartView::lineAsked)))
        Q_EMIT lineAsked(question, seriesKey, rangeInQuestion());
}

void ChartView::addLineQuestions(QMenu &menu, const QString &seriesKey)
{
    const auto line = std::ranges::find(m_data->series, seriesKey, &ChartSeries::key);
    if (line == m_data->series.end())
        return;
    const QString name = menuText(line->name.isEmpty() ? tr("this line") : line->name);
    const std::tuple<LineQuestion, QString, Qt::Key> questions[] = {
        {LineQuestion::Moves, tr("What moves with %1?").arg(name), Qt::Key_M},
        {LineQuestion::Normal, tr("Is %1 normal?").arg(name), Qt::Key_N},
        {LineQuestion::Explore, tr("Open in Metrics"), Qt::Key_Q}};
    for (const auto &[question, text, key] : questions) {
        auto *action = menu.addAction(text);
        action->setShortcut(QKeySequence(Qt::ALT | key));
        connect(action, &QAction::triggered, this,
                [this, question = question, seriesKey] { askAboutLine(question, seriesKey); });
    }
}

void ChartView::contextMenuEvent(QContextMenuEvent *event)
{
    const base::TimeRange range = rangeInQuestion();
    const bool mayAsk = isSignalConnected(QMetaMethod::fromSignal(&ChartView::changesAsked)) && range.lengthNs() > 0;
    const bool mayAttach = isSignalConnected(QMetaMethod::fromSignal(&ChartView::attachAsked)) && m_data;
    if (!mayAsk && !mayAttach) {
        event->ignore(); // the panel has a menu of its own
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (mayAsk) {
        auto *what = menu->addAction(tr("What changed in these %1?").arg(base::humanDuration(range.lengthNs())));
        what->setShortcut(QKeySequence(Qt::ALT | Qt::Key_W));
        connect(what, &QAction::triggered, this, [this, range] { Q_EMIT changesAsked(range); });
        if (isSignalConnected(QMetaMethod::fromSignal(&ChartView::lineAsked)))
            if (const QString line = lineInQuestion(event->pos().y()); !line.isEmpty())
                addLineQuestions(*menu, line);
        menu->addSeparator();
    }
    if (mayAttach) {
        auto *attach = menu->addAction(tr("Attach the chart to an incident…"));
        attach->setShortcut(QKeySequence(Qt::ALT | Qt::Key_A));
        connect(attach, &QAction::triggered, this, &ChartView::attachAsked);
    }
    connect(menu->addAction(tr("Show as a table")), &QAction::triggered, this, [this] { setTableShown(true); });
    connect(menu->addAction(tr("Zoom out")), &QAction::triggered, this, &ChartView::zoomOutRequested);
    menu->popup(event->globalPos());
}

signals::AttachedContent ChartView::attached(const QString &query) const
{
    return m_data ? attachedContent(*m_data, m_choice, m_range, query)
                  : signals::AttachedContent{query, m_range, std::nullopt};
}

void ChartView::clickAt(QPointF point)
{
    const ChartScene &s = scene();
    if (const int mark = annotationAt(s, point); mark >= 0) {
        Q_EMIT annotationClicked(mark);
        return;
    }
    if (s.plot.contains(point))
        clickPoint(s.timeAt(point.x()), point.y());
}

void ChartView::clickPoint(qint64 timeNs, double nearY)
{
    const ReadOut readOut = readOutAt(scene(), timeNs);
    const ReadOutRow *best = nearestRow(scene(), readOut, nearY);
    if (best)
        Q_EMIT pointClicked(best->key, best->sampleNs, best->value);
}

void ChartView::clickLegend(const QString &key, bool toggle)
{
    SeriesChoice next = m_choice;
    if (toggle) {
        next.isolated.clear();
        if (!next.hidden.remove(key))
            next.hidden.insert(key);
    } else {
        next.isolated = next.isolated == key ? QString() : key;
    }
    setChoice(next);
}

void ChartView::stepCursor(int samples)
{
    const ChartScene &s = scene();
    const qint64 step = std::max(stepOf(s), s.view.nsPerColumn);
    const base::TimeRange range = s.range();
    // onto the grid of the samples, from outside when there is no cursor yet
    const qint64 from = range.contains(m_crosshairNs) && m_crosshairNs > 0 ? m_crosshairNs
                        : samples > 0                                      ? range.startNs - 1
                                                                           : range.endNs + 1;
    const qint64 whole = samples > 0 ? from / step : (from + step - 1) / step;
    m_hovered = true;
    moveCursor(std::clamp((whole + samples) * step, range.startNs, range.endNs));
}

// Alt with a letter; true when it was one.
bool ChartView::askByKey(int key)
{
    switch (key) {
    case Qt::Key_W:
        Q_EMIT changesAsked(rangeInQuestion());
        return true;
    case Qt::Key_M:
    case Qt::Key_N:
    case Qt::Key_Q:
        askAboutLine(key == Qt::Key_M   ? LineQuestion::Moves
                     : key == Qt::Key_N ? LineQuestion::Normal
                                        : LineQuestion::Explore,
                     lineInQuestion(scene().plot.top()));
        return true;
    case Qt::Key_T:
        setTableShown(true);
        return true;
    case Qt::Key_A:
        if (m_data)
            Q_EMIT attachAsked();
        return m_data != nullptr;
    default:
        return false;
    }
}

void ChartView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers().testFlag(Qt::AltModifier) && askByKey(event->key()))
        return;
    const int stride = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    const ChartScene &s = scene();
    switch (event->key()) {
    case Qt::Key_Left:
        stepCursor(-stride);
        return;
    case Qt::Key_Right:
        stepCursor(stride);
        return;
    case Qt::Key_Home:
        m_hovered = true;
        moveCursor(s.range().startNs);
        return;
    case Qt::Key_End:
        m_hovered = true;
        moveCursor(s.range().endNs);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_crosshairNs > 0)
            clickPoint(m_crosshairNs, s.plot.top());
        return;
    case Qt::Key_Backspace:
        Q_EMIT zoomOutRequested();
        return;
    case Qt::Key_Escape:
        if (!m_drag && m_crosshairNs == 0)
            break;
        m_drag.reset();
        m_hovered = false;
        moveCursor(0);
        update();
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

bool ChartView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool toggles = key->key() == Qt::Key_T && key->modifiers().testFlag(Qt::AltModifier);
        if (toggles || key->key() == Qt::Key_Escape) {
            setTableShown(false);
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            QApplication::clipboard()->setText(static_cast<ChartTableModel *>(m_table->model())->toText());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

DisplayList ChartView::dragItems() const
{
    DisplayList out;
    if (!m_drag || !m_drag->moved)
        return out;
    const ChartScene &s = m_scene;
    const double left = std::clamp(std::min(m_drag->from.x(), m_drag->to.x()), s.plot.left(), s.plot.right());
    const double right = std::clamp(std::max(m_drag->from.x(), m_drag->to.x()), s.plot.left(), s.plot.right());
    DrawItem area;
    area.role = DrawRole::Selection;
    area.color = withAlpha(s.theme->accent.base, 0.10);
    area.rect = QRectF(left, s.plot.top(), right - left, s.plot.height());
    out.push_back(area);
    for (const double x : {left, right}) {
        DrawItem edge;
        edge.shape = DrawItem::Line;
        edge.role = DrawRole::Selection;
        edge.color = s.theme->accent.base;
        edge.points =
            QPolygonF({QPointF(std::floor(x) + 0.5, s.plot.top()), QPointF(std::floor(x) + 0.5, s.plot.bottom())});
        out.push_back(edge);
    }
    DrawItem words;
    words.shape = DrawItem::Text;
    words.role = DrawRole::Selection;
    words.text = base::humanDuration(between(s, left, right).lengthNs());
    if (m_drag->asks)
        words.text = tr("what changed in %1?").arg(words.text);
    if (m_drag->measures) {
        const double difference = s.valueAt(m_drag->to.y()) - s.valueAt(m_drag->from.y());
        words.text += QStringLiteral(", %1").arg(valueText(*m_data, difference));
    }
    words.font = s.theme->font(TextRole::Micro);
    words.color = s.theme->accent.text;
    words.alignment = static_cast<int>(Qt::AlignHCenter | Qt::AlignVCenter);
    words.rect = QRectF((left + right) / 2 - 80, s.plot.top() + 2, 160, 16);
    out.push_back(words);
    return out;
}

} // namespace wf::widgets
