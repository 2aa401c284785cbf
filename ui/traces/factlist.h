// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include <vector>

namespace wf::ui {

// One line of what is known: a name and a value, both outside text.
struct Fact {
    QString name;
    QString value;
    bool warning = false;
    friend bool operator==(const Fact &, const Fact &) = default;
};
struct FactSection {
    QString title; // ours
    std::vector<Fact> facts;
};

// Names and values under titles, painted plain. Up and Down choose a line, Ctrl+C copies it as name=value.
class FactList final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit FactList(const QString &accessibleName, QWidget *parent = nullptr);
    void setSections(std::vector<FactSection> sections);
    [[nodiscard]] const std::vector<FactSection> &sections() const { return m_sections; }
    // "name=value" of the chosen line; empty when none is.
    [[nodiscard]] QString currentText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    // Lines in order: titles have no fact.
    struct Line {
        QString title;
        Fact fact;
    };
    void updateScroll();
    void choose(int line);
    [[nodiscard]] int lineAt(double y) const;

    std::vector<FactSection> m_sections;
    std::vector<Line> m_lines;
    double m_nameWidth = 100;
    int m_current = -1;
};

} // namespace wf::ui
