// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/alertmanagerpair.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace wf::tests {

namespace {

constexpr int answerMs = 20'000;
constexpr int readyMs = 30'000;
constexpr int firesForS = 3600;

quint16 freePort()
{
    QTcpServer server;
    (void)server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

std::unique_ptr<QNetworkReply> sent(QNetworkAccessManager &network, const QUrl &base, const QByteArray &body)
{
    QNetworkRequest request(QUrl(base.toString() + u"/api/v2/alerts"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setTransferTimeout(answerMs);
    return std::unique_ptr<QNetworkReply>(network.post(request, body));
}

bool arrived(const QNetworkReply &reply)
{
    return QTest::qWaitFor([&reply] { return reply.isFinished(); }, answerMs) &&
           reply.error() == QNetworkReply::NoError;
}

} // namespace

QString programOf(qint64 pid)
{
    return QFileInfo(u"/proc/%1/exe"_s.arg(pid)).symLinkTarget();
}

AlertmanagerPair::AlertmanagerPair(QString program) : m_program(std::move(program)) {}

QByteArray AlertmanagerPair::body(const QStringList &names, int endsInS) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString ends = now.addSecs(endsInS).toString(Qt::ISODateWithMs);
    QJsonArray all;
    for (const QString &name : names) {
        QString &began = m_began[name];
        if (began.isEmpty())
            began = now.toString(Qt::ISODateWithMs);
        const QJsonObject labels{{u"alertname"_s, name},
                                 {u"service"_s, u"service-%1"_s.arg(qHash(name) % 20)},
                                 {u"severity"_s, u"critical"_s}};
        all.append(QJsonObject{{u"labels"_s, labels}, {u"startsAt"_s, began}, {u"endsAt"_s, ends}});
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

AlertmanagerPair::~AlertmanagerPair()
{
    for (auto &member : m_members)
        if (member.process) {
            member.process->kill();
            (void)member.process->waitForFinished(5000);
        }
}

QUrl AlertmanagerPair::url(int member) const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_members[at(member)].http));
}

void AlertmanagerPair::launch(int member)
{
    Member &one = m_members[at(member)];
    const Member &other = m_members[at(1 - member)];
    one.process = std::make_unique<QProcess>();
    one.process->setStandardOutputFile(QProcess::nullDevice());
    one.process->setStandardErrorFile(one.dir.filePath(u"log"_s), QIODevice::Append);
    const auto here = [](quint16 port) { return u"127.0.0.1:%1"_s.arg(port); };
    one.process->start(
        m_program,
        {u"--config.file="_s + one.dir.filePath(u"config.yml"_s), u"--web.listen-address="_s + here(one.http),
         u"--storage.path="_s + one.dir.filePath(u"store"_s), u"--cluster.listen-address="_s + here(one.gossip),
         u"--cluster.advertise-address="_s + here(one.gossip), u"--cluster.peer="_s + here(other.gossip),
         u"--cluster.gossip-interval=50ms"_s, u"--cluster.pushpull-interval=1s"_s, u"--cluster.reconnect-interval=1s"_s,
         u"--cluster.probe-interval=500ms"_s, u"--cluster.probe-timeout=250ms"_s, u"--cluster.settle-timeout=1s"_s});
}

bool AlertmanagerPair::start()
{
    for (auto &member : m_members) {
        member.http = freePort();
        member.gossip = freePort();
        QFile config(member.dir.filePath(u"config.yml"_s));
        if (!config.open(QIODevice::WriteOnly) ||
            config.write("route: {receiver: none, group_by: [alertname]}\nreceivers: [{name: none}]\n") < 0) {
            m_problem = u"%1 cannot be written"_s.arg(config.fileName());
            return false;
        }
    }
    launch(0);
    launch(1);
    const bool isUp = QTest::qWaitFor([this] { return seesTheOther(0) && seesTheOther(1); }, readyMs);
    if (!isUp)
        m_problem = u"the pair of %1 did not come up; its words are in %2"_s.arg(m_program, m_members[0].dir.path());
    return isUp;
}

void AlertmanagerPair::kill(int member)
{
    auto &process = *m_members[at(member)].process;
    process.kill();
    (void)process.waitForFinished(5000);
}

bool AlertmanagerPair::startAgain(int member)
{
    launch(member);
    return QTest::qWaitFor([this, member] { return answers(member); }, readyMs);
}

void AlertmanagerPair::freeze(int member)
{
    (void)::kill(static_cast<pid_t>(pid(member)), SIGSTOP);
}

void AlertmanagerPair::thaw(int member)
{
    (void)::kill(static_cast<pid_t>(pid(member)), SIGCONT);
}

QJsonDocument AlertmanagerPair::asked(int member, const QString &what) const
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(url(member).toString() + u"/api/v2/"_s + what));
    request.setTransferTimeout(answerMs);
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, answerMs);
    return QJsonDocument::fromJson(reply->readAll());
}

bool AlertmanagerPair::answers(int member) const
{
    return asked(member, u"status"_s).isObject();
}

bool AlertmanagerPair::seesTheOther(int member) const
{
    return asked(member, u"status"_s).object()[u"cluster"].toObject()[u"peers"].toArray().size() == 2;
}

std::unique_ptr<QNetworkReply> AlertmanagerPair::send(int member, const QStringList &names,
                                                      QNetworkAccessManager &network) const
{
    return sent(network, url(member), body(names, firesForS));
}

bool AlertmanagerPair::postTo(int member, const QStringList &names) const
{
    QNetworkAccessManager network;
    return arrived(*send(member, names, network));
}

bool AlertmanagerPair::resolve(const QStringList &names) const
{
    QNetworkAccessManager network;
    const QByteArray over = body(names, 0);
    for (const QString &name : names)
        m_began.remove(name); // it may come back
    const auto first = sent(network, url(0), over), second = sent(network, url(1), over);
    return arrived(*first) && arrived(*second);
}

bool AlertmanagerPair::post(const QStringList &names) const
{
    const bool first = postTo(0, names);
    return postTo(1, names) && first;
}

QList<QJsonObject> AlertmanagerPair::active(int member, const QString &alert) const
{
    QList<QJsonObject> out;
    for (const auto &value : asked(member, u"silences"_s).array()) {
        const QJsonObject one = value.toObject();
        bool isMeant = alert.isEmpty();
        for (const auto &matcher : one[u"matchers"].toArray())
            isMeant |= matcher[u"name"].toString() == u"alertname"_s && matcher[u"value"].toString() == alert;
        if (isMeant && one[u"status"][u"state"].toString() == u"active"_s)
            out << one;
    }
    return out;
}

} // namespace wf::tests
