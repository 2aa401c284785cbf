// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::signals {

// What the panels of an imported dashboard show, ready to be painted. Words are outside text; colours are as the
// dashboard writes them ("red", "#F2495C"), empty = the theme's.

// Where in the tables of its panel a value stands; -1: nowhere, or in no row: it was calculated of all of them.
struct FigurePlace {
    int frame = -1, field = -1, row = -1;
    friend bool operator==(const FigurePlace &, const FigurePlace &) = default;
};

// One value of a stat, gauge, bar gauge or pie.
struct Tile {
    QString name;
    QString value; // with its unit
    QString color;
    double number = 0;
    double fraction = 0;         // 0..1 of its range
    std::vector<double> history; // for a small line behind it; may be empty
    struct Mark {
        double fraction = 0;
        QString color;
    };
    std::vector<Mark> steps; // thresholds along a gauge, ascending
    FigurePlace place{};
    bool isLinked = false; // a click leads somewhere
};

struct TableCell {
    QString text;
    QString color;       // of the text, or behind it
    bool filled = false; // colour behind the text
    double number = 0;   // to sort by; NaN for texts
    int row = -1;        // of the table it came from
};
struct TableFigure {
    struct Column {
        QString title;
        bool isNumber = false;
        int width = 0;         // 0: as it fits
        int field = -1;        // of the table it came from
        bool isLinked = false; // a click on a cell leads somewhere
        enum Align { ByKind, Left, Middle, Right };
        Align align = ByKind; // numbers right, texts left
    };
    std::vector<Column> columns;
    std::vector<std::vector<TableCell>> rows;
    int frame = -1; // among the tables of its panel
};

// Cells of a heat map: `counts[bucket][step]`, NaN = nothing.
struct HeatFigure {
    QStringList buckets; // from below
    std::vector<std::vector<double>> counts;
    qint64 startMs = 0, stepMs = 0;
    double most = 0;
    struct Source {
        FigurePlace place{};   // the row is found by the time
        bool isLinked = false; // a click leads somewhere
    };
    std::vector<Source> sources; // of each bucket; empty: they are calculated
};

// States over time, one row each.
struct BandFigure {
    struct State {
        qint64 startMs = 0, endMs = 0;
        QString text;
        QString color;
        int row = -1; // of the table it came from, the first of several
    };
    struct Row {
        QString name;
        std::vector<State> states;
        FigurePlace place{};
        bool isLinked = false; // a click leads somewhere
    };
    std::vector<Row> rows;
};

} // namespace wf::signals
