# bold type goes on over the joint
npmend
