// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the parts of the explorer of metrics lie, and how they were left.
#include "ui/metrics/metriclist.h"
#include "ui/metrics/metricspage.h"
#include "ui/metrics/tiles/tileboard.h"
#include "widgets/base/controls/controls.h"

#include <QApplication>
#include <QJsonArray>
#include <QMenu>
#include <QSplitter>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

QJsonArray sizesOf(const QSplitter &split)
{
    QJsonArray out;
    for (const int size : split.sizes())
        out.append(size);
    return out;
}

// Only sizes that leave something of every part.
void setSizes(QSplitter &split, const QJsonValue &kept)
{
    QList<int> sizes;
    for (const QJsonValue &size : kept.toArray())
        sizes << size.toInt();
    if (sizes.size() == split.count() && !sizes.contains(0))
        split.setSizes(sizes);
}

} // namespace

TileTree MetricsPage::usualTiles(bool areBeside)
{
    return TileTree({{u"chart"_s}, {u"series"_s, u"explain"_s, u"cardinality"_s, u"alert"_s}}, areBeside, u"chart"_s);
}

void MetricsPage::arrange(Tiles tiles)
{
    m_tiles = tiles;
    if (tiles == Tiles::Chart || tiles == Tiles::Table)
        return m_board->setAlone(tiles == Tiles::Chart ? u"chart"_s : m_lower);
    TileTree tree = usualTiles(tiles == Tiles::Beside);
    tree.show(m_lower);
    m_board->setAlone({});
    m_board->setTree(std::move(tree));
}

// What has the focus goes to that side of all others.
void MetricsPage::moveTile(TileSide side)
{
    const QString view = m_board->viewOf(QApplication::focusWidget());
    if (view.isEmpty())
        return m_context.say(
            {tr("Choose a tile first: Alt+1 to Alt+4, or the chart."), signals::Severity::Info, {}, {}, 6});
    if (!m_board->alone().isEmpty())
        arrange(Tiles::Below);
    m_board->moveOut(view, side);
}

// What has the focus goes to the series, these to the first other tile that several may share.
void MetricsPage::joinTile()
{
    const QString view = m_board->viewOf(QApplication::focusWidget());
    for (const QString &other : {u"series"_s, u"explain"_s, u"cardinality"_s, u"alert"_s})
        if (!view.isEmpty() && m_board->join(view, other))
            return;
}

void MetricsPage::showLists(bool areShown)
{
    m_lists->setVisible(areShown);
}

void MetricsPage::pickTiles()
{
    auto *menu = new QMenu(m_tilesButton);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString texts[] = {tr("Table below the chart"), tr("Table beside the chart"), tr("Chart alone"),
                             tr("Table alone")};
    for (int i = 0; i < 4; ++i) {
        QAction *action = menu->addAction(texts[i]);
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(m_tiles));
        connect(action, &QAction::triggered, this, [this, i] {
            arrange(static_cast<Tiles>(i));
            storeTiles();
        });
    }
    menu->addSeparator();
    const std::pair<QString, QString> views[] = {{u"chart"_s, tr("Chart")},
                                                 {u"series"_s, tr("Series")},
                                                 {u"explain"_s, tr("Explain")},
                                                 {u"cardinality"_s, tr("Cardinality")},
                                                 {u"alert"_s, tr("As an alert")}};
    const std::pair<TileSide, QString> sides[] = {{TileSide::Left, tr("Left of all others")},
                                                  {TileSide::Right, tr("Right of all others")},
                                                  {TileSide::Above, tr("Above all others")},
                                                  {TileSide::Below, tr("Below all others")}};
    for (const auto &[id, title] : views) {
        QMenu *places = menu->addMenu(title);
        for (const auto &[side, words] : sides)
            connect(places->addAction(words), &QAction::triggered, this, [this, id = id, side = side] {
                if (!m_board->alone().isEmpty())
                    arrange(Tiles::Below);
                m_board->moveOut(id, side);
            });
    }
    menu->addSeparator();
    QAction *lists = menu->addAction(tr("Metrics and labels on the left"));
    lists->setCheckable(true);
    lists->setChecked(m_lists->isVisibleTo(this));
    connect(lists, &QAction::triggered, this, [this](bool on) {
        showLists(on);
        storeTiles();
    });
    menu->popup(m_tilesButton->mapToGlobal(QPoint(0, m_tilesButton->height())));
}

void MetricsPage::storeTiles()
{
    m_desk.tabs().keepTiling({{u"tiles"_s, static_cast<int>(m_tiles)},
                              {u"lists"_s, m_lists->isVisibleTo(this)},
                              {u"across"_s, sizesOf(*m_across)},
                              {u"tree"_s, m_board->tree().toJson()},
                              {u"left"_s, sizesOf(*m_lists)}});
}

void MetricsPage::readTiles()
{
    const QJsonObject &kept = m_desk.tabs().tiling();
    if (kept.isEmpty())
        return;
    if (auto tree = usualTiles(false).read(kept.value("tree"_L1).toObject()))
        m_board->setTree(std::move(*tree));
    m_tiles = static_cast<Tiles>(std::clamp(kept.value("tiles"_L1).toInt(), 0, 3));
    if (m_tiles == Tiles::Chart || m_tiles == Tiles::Table)
        arrange(m_tiles);
    showLists(kept.value("lists"_L1).toBool(true));
    setSizes(*m_across, kept.value("across"_L1));
    setSizes(*m_lists, kept.value("left"_L1));
}

} // namespace wf::ui
