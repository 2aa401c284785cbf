// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace wf::widgets {
class Button;
class IconButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The bar above a dashboard that is being edited: what can be done to it, and what was said about it last.
class EditBar final : public QWidget {
    Q_OBJECT
public:
    explicit EditBar(QWidget *parent = nullptr);

    void showState(bool changed, const QString &undo, const QString &redo, bool hasVersions);
    enum class Tone { Plain, Good, Bad };
    void say(const QString &words, Tone tone = Tone::Plain);
    [[nodiscard]] QString said() const;
    [[nodiscard]] bool isOffering() const { return !m_ways.empty(); }
    // Ways out of a conflict; gone with the next words.
    void offer(const QString &words, std::vector<std::pair<QString, std::function<void()>>> ways);

Q_SIGNALS:
    void panelWanted(const QString &type);
    void rowWanted();
    void tabWanted();
    void tileWanted(int columns);
    void settingsWanted();
    void variablesWanted();
    void undoWanted();
    void redoWanted();
    void changesWanted();
    void versionsWanted();
    void discardWanted();
    void saveWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildButtons(QHBoxLayout *row);
    void clearWays();
    void fit();

    widgets::IconButton *m_undo, *m_redo;
    widgets::Button *m_changes, *m_versions, *m_discard, *m_save;
    widgets::PlainLabel *m_said;
    QHBoxLayout *m_line, *m_row = nullptr;
    std::vector<QWidget *> m_ways;
    std::vector<widgets::Button *> m_shrinking; // lose their icons first
};

} // namespace wf::ui
