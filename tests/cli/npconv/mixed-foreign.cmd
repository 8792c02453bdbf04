# Converters that a mixed text turns to late: no file can be opened then.
for i in 1 2 3 4 5 6 7 8; do cat "$ROOT"/examples/pages/city.txt; done > mixed
for i in $(seq 40); do echo 今日の東京は朝から雨が降っています。新聞の記者が駅前で市民に話を聞きました。; done | npconv -f utf-8 -t shift_jis >> mixed
for i in $(seq 40); do echo 오늘 서울에는 아침부터 비가 내리고 있습니다. 신문 기자가 시민들의 이야기를 들었습니다.; done | npconv -f utf-8 -t euc-kr >> mixed
npconv -f mixed mixed | tail -n 80 | uniq -c
