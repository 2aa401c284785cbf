// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the parts of the explorer of metrics lie, and how they were left.
#include "ui/metrics/metriclist.h"
#include "ui/metrics/metricspage.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"

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

void MetricsPage::arrange(Tiles tiles)
{
    m_tiles = tiles;
    m_down->setOrientation(tiles == Tiles::Beside ? Qt::Horizontal : Qt::Vertical);
    m_chartPanel->setVisible(tiles != Tiles::Table);
    m_belowPanel->setVisible(tiles != Tiles::Chart);
    if (tiles == Tiles::Beside && m_down->sizes().value(1) * 4 < m_down->width())
        m_down->setSizes({m_down->width() * 3 / 5, m_down->width() * 2 / 5});
    // The button goes where there is a header.
    (tiles == Tiles::Table ? m_belowPanel : m_chartPanel)->addHeaderWidget(m_tilesButton);
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
                              {u"down"_s, sizesOf(*m_down)},
                              {u"left"_s, sizesOf(*m_lists)}});
}

void MetricsPage::readTiles()
{
    const QJsonObject &kept = m_desk.tabs().tiling();
    if (kept.isEmpty())
        return;
    arrange(static_cast<Tiles>(std::clamp(kept.value("tiles"_L1).toInt(), 0, 3)));
    showLists(kept.value("lists"_L1).toBool(true));
    setSizes(*m_across, kept.value("across"_L1));
    setSizes(*m_down, kept.value("down"_L1));
    setSizes(*m_lists, kept.value("left"_L1));
}

} // namespace wf::ui
