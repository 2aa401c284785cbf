// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/result.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace wf::widgets {

class LoadingCover;

// A panel: header (title, tertiary description, chips, actions) above content, with the states of DESIGN.md 9.
// The content widget stays visible while loading and when stale; empty and error replace it.
class Panel : public QWidget {
    Q_OBJECT
public:
    explicit Panel(QWidget *content = nullptr, QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &description = {}); // outside text allowed
    void setContent(QWidget *content);
    [[nodiscard]] QWidget *content() const { return m_content; }
    // Right side of the header, in the order added.
    void addHeaderWidget(QWidget *widget);
    void setHeaderVisible(bool visible);
    void setSeverityIcon(const QString &iconName); // "" = none

    struct Action {
        QString text;
        QString icon;
        std::function<void()> run;
    };

    void showContent();
    // Bar under the header after 400 ms, without old data also `what` over the content; elapsed time and Stop after 3
    // s.
    void showLoading(const QString &what, bool hasOldData);
    void showEmpty(const QString &headline, const QString &detail, std::vector<Action> waysOut = {},
                   const QString &icon = {});
    void showError(const QString &headline, const base::Error &error, std::vector<Action> waysOut = {});
    // Moves the content into a window of its own; closing that window brings it back. Also in the header's context
    // menu.
    void detach();
    [[nodiscard]] bool isDetached() const { return m_window != nullptr; }
    // Some panel below `root` is in its own window, so `root` must go on asking although it is hidden.
    [[nodiscard]] static bool hasDetached(const QWidget *root);
    // Age, partial and truncated chips; call with a default value to clear.
    void setCompleteness(const base::Completeness &completeness, qint64 nowNs);

Q_SIGNALS:
    void stopRequested();
    void headerDoubleClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class State { Content, Loading, Empty, Error };
    void setState(State state);
    void bringBack();
    void layoutParts();
    void showWaiting();
    [[nodiscard]] int headerHeight() const;
    void rebuildMessage(const QString &icon, const QString &headline, const QString &detail, bool quoteDetail,
                        std::vector<Action> actions);

    QString m_title, m_description, m_icon, m_loadingWhat;
    std::vector<std::pair<QString, bool>> m_chips; // text, warning
    QString m_notes;
    State m_state = State::Content;
    bool m_headerVisible = true;
    QWidget *m_content = nullptr;
    QWidget *m_message = nullptr;
    QStringList m_said; // by the message, when it has no buttons
    QWidget *m_headerWidgets = nullptr;
    LoadingCover *m_cover;
    QPointer<QWidget> m_window; // while detached
    QElapsedTimer m_loadingSince;
    QTimer m_loadingTimer;
};

} // namespace wf::widgets
