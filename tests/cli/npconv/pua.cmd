printf '\356\236\215\356\240\226\356\227\245\356\200\200\n' > private
npconv -f utf-8 --pua private | od -An -tx1
npconv -f utf-8 -t cp950 private 2>/dev/null | npconv -f cp950 --pua | od -An -tx1
